import type { ClosedDaysResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation, useParams } from "react-router";
import { engify } from "../../api/engify";
import { useCommand, useList } from "../../api/queries";
import { useFormat } from "../../i18n";
import { BookingLines } from "../../records/BookingTable";
import { useRecordMessages } from "../../records/messages";
import { instantOf, type Field, type FormValues } from "../../records/record";
import { RecordForm } from "../../records/RecordForm";
import { addDays } from "../../ta/week";
import { Button, DataList, Empty, LinkButton, Loaded, Note, notify, Page, useGoOn } from "../../ui";
import { ConfirmDialog } from "../../ui/Dialog";
import { Touched } from "../bookings/Touched";
import { useAdminMessages, type AdminMessages } from "../messages";
import { paths } from "../paths";

const now = () => new Date().toISOString();

const touches = [["closures"], ["bookings"], ["calendar"], ["group-sessions"], ["today"]];

function closureFields({ closures }: AdminMessages, zone: string): Field[] {
    return [
        { name: "name", label: closures.name, kind: "text", hint: closures.nameHint, required: true, maxLength: 200 },
        { name: "startsOn", label: closures.startsOn, kind: "date", hint: closures.zoneHint(zone), required: true },
        { name: "endsOn", label: closures.endsOn, kind: "date", required: true },
    ];
}

export function Closures() {
    const { closures } = useAdminMessages();
    const format = useFormat();
    const list = useList(["closures", "list"], (cursor, signal) => engify.listClosures({ cursor }, { signal }).page());
    const add = (
        <LinkButton to={paths.newClosure} look="primary">
            {closures.add}
        </LinkButton>
    );
    return (
        <Page title={closures.title} action={add}>
            <DataList
                label={closures.title}
                list={list}
                rowKey={({ id }) => id}
                columns={[
                    {
                        header: closures.name,
                        isTitle: true,
                        cell: ({ id, name }) => <Link to={paths.closure(id)}>{name}</Link>,
                    },
                    { header: closures.startsOn, cell: ({ startsOn }) => format.date(startsOn) },
                    { header: closures.endsOn, cell: ({ endsOn }) => format.date(endsOn) },
                ]}
                empty={
                    <Empty title={closures.empty} action={add}>
                        {closures.emptyHint}
                    </Empty>
                }
            />
        </Page>
    );
}

/** The sessions that are booked on the days that the form names. */
function Preview({ values }: { values: FormValues }) {
    const { closures } = useAdminMessages();
    const { zone } = useFormat();
    const [first, last] = [String(values["startsOn"]), String(values["endsOn"])];
    const isPeriod = /^\d{4}-\d\d-\d\d$/.test(first) && /^\d{4}-\d\d-\d\d$/.test(last) && first <= last;
    const from = isPeriod ? instantOf(`${first}T00:00`, zone) : "";
    return (
        <>
            {isPeriod && (
                <Touched
                    filter={{
                        ...(from > now() ? { from } : {}),
                        to: instantOf(`${addDays(last, 1)}T00:00`, zone),
                    }}
                />
            )}
            <p className="soft small">{closures.saveHint}</p>
        </>
    );
}

export function NewClosure() {
    const messages = useAdminMessages();
    const { closures } = messages;
    const { zone, zoneName } = useFormat();
    const goOn = useGoOn();
    return (
        <Page title={closures.newTitle} back={{ to: paths.closures, label: closures.title }} width="narrow">
            <RecordForm
                name="createClosure"
                fields={closureFields(messages, zoneName(zone))}
                record={{}}
                send={(body, call) => engify.createClosure(body, call)}
                touches={touches}
                submit={closures.add}
                preview={(values) => <Preview values={values} />}
                done={(answer) => {
                    notify(messages.common.created(answer.closure.name));
                    return goOn(paths.closure(answer.closure.id), {
                        replace: true,
                        state: { affected: answer.affected, removed: answer.removed },
                    });
                }}
            />
        </Page>
    );
}

export function ClosurePage() {
    const { closureId = "" } = useParams();
    const messages = useAdminMessages();
    const { closures, common } = messages;
    const { save } = useRecordMessages();
    const { zone, zoneName } = useFormat();
    const goOn = useGoOn();
    const made = useLocation().state as Effect | null;
    const [effect, setEffect] = useState(made);
    const [isLeaving, setLeaving] = useState(false);
    const read = () => engify.getClosure(closureId);
    const closure = useQuery({ queryKey: ["closures", closureId], queryFn: read });
    const name = closure.data?.name ?? "";
    const remove = useCommand({
        name: "deleteClosure",
        send: (id: string, call) => engify.deleteClosure(id, call),
        touches: [["closures", "list"], ["calendar"]],
        done: () => {
            notify(closures.deleted(name));
            return goOn(paths.closures, { replace: true });
        },
    });
    return (
        <Page
            title={name || closures.title}
            subject={closure}
            back={{ to: paths.closures, label: closures.title }}
            width="narrow"
        >
            {effect !== null && <Affected effect={effect} />}
            <Loaded query={closure}>
                {(data) => (
                    <RecordForm
                        key={data.id}
                        name="changeClosure"
                        fields={closureFields(messages, zoneName(zone))}
                        record={data}
                        read={read}
                        send={(body, call) => engify.changeClosure(closureId, body, call)}
                        touches={touches}
                        submit={save}
                        preview={(values) =>
                            (values["startsOn"] !== data.startsOn || values["endsOn"] !== data.endsOn) && (
                                <Preview values={values} />
                            )
                        }
                        done={(answer) => {
                            notify(common.savedNamed(answer.closure.name));
                            setEffect(answer);
                        }}
                        aside={
                            <Button look="danger" onClick={() => setLeaving(true)}>
                                {closures.remove}
                            </Button>
                        }
                    />
                )}
            </Loaded>
            {isLeaving && (
                <ConfirmDialog
                    title={closures.removeTitle(name)}
                    action={closures.remove}
                    isPending={remove.isPending}
                    problem={remove.problem}
                    onConfirm={() => remove.run(closureId)}
                    onClose={() => setLeaving(false)}
                >
                    <p>{closures.removeText}</p>
                </ConfirmDialog>
            )}
        </Page>
    );
}

type Effect = Pick<ClosedDaysResponse, "affected" | "removed">;

/** What a closure did to the calendar, and the sessions that stay booked on its days. */
function Affected({ effect: { affected, removed } }: { effect: Effect }) {
    const { closures } = useAdminMessages();
    return (
        <div role="status">
            <Note kind={affected.length === 0 ? "good" : "warn"}>
                {removed > 0 && <p>{closures.removed(removed)}</p>}
                {affected.length === 0 ? (
                    <p>{closures.noneAffected}</p>
                ) : (
                    <>
                        <p>
                            <strong>{closures.affected(affected.length)}</strong>
                        </p>
                        <p>{closures.affectedHint}</p>
                        <BookingLines rows={affected} path={paths.booking} limit={50} />
                    </>
                )}
            </Note>
        </div>
    );
}
