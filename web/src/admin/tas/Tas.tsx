import type { ConflictResponse, TaDetailsResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { Conflicts } from "../../records/Conflicts";
import { useRecordMessages } from "../../records/messages";
import { RecordForm } from "../../records/RecordForm";
import { Badge, LinkButton, Loaded, notify, Page, useGoOn } from "../../ui";
import styles from "../admin.module.css";
import { Touched } from "../bookings/Touched";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";
import { ResourceList } from "../ResourceList";
import { taFields } from "./fields";

const touches = [["tas"], ["courses"], ["today"], ["hours"], ["calendar"]];

export function Tas() {
    const { tas, common } = useAdminMessages();
    const add = (
        <LinkButton to={paths.newTa} look="primary">
            {tas.add}
        </LinkButton>
    );
    return (
        <ResourceList
            title={tas.title}
            action={add}
            searchLabel={tas.searchLabel}
            queryKey={["tas", "list"]}
            load={(asked, signal) => engify.listTas(asked, { signal }).page()}
            hasInactive
            columns={[
                { header: common.name, isTitle: true, cell: ({ id, name }) => <Link to={paths.ta(id)}>{name}</Link> },
                { header: common.email, cell: ({ email }) => <span className={styles.email}>{email}</span> },
                {
                    header: tas.account,
                    cell: (ta) => <Account ta={ta} />,
                },
                {
                    header: common.state,
                    cell: ({ isActive }) =>
                        isActive ? <Badge kind="good">{common.active}</Badge> : <Badge>{common.inactive}</Badge>,
                },
            ]}
            empty={{ title: tas.empty, hint: tas.emptyHint, action: add }}
        />
    );
}

function Account({ ta }: { ta: TaDetailsResponse }) {
    const { tas } = useAdminMessages();
    if (ta.hasAccount === true) {
        return tas.hasAccount;
    }
    return (
        <>
            {tas.noAccount}{" "}
            {ta.isActive && ta.email !== null && (
                <Link
                    to={paths.invite({ email: ta.email, name: ta.name, role: "ta" })}
                    aria-label={tas.inviteNamed(ta.name)}
                >
                    {tas.invite}
                </Link>
            )}
        </>
    );
}

export function NewTa() {
    const messages = useAdminMessages();
    const { tas, common } = messages;
    const { zone } = useFormat();
    const goOn = useGoOn();
    return (
        <Page title={tas.newTitle} back={{ to: paths.tas, label: tas.title }} width="narrow">
            <RecordForm
                name="createTa"
                fields={taFields(messages, zone)}
                record={{ isActive: true, breakMinutes: 0 }}
                send={(body, call) => engify.createTa(body, call)}
                touches={touches}
                submit={tas.add}
                done={({ id, name }) => {
                    notify(common.created(name));
                    return goOn(paths.ta(id), { replace: true });
                }}
            />
        </Page>
    );
}

export function TaPage() {
    const { taId = "" } = useParams();
    const messages = useAdminMessages();
    const { tas, common } = messages;
    const { save } = useRecordMessages();
    const { zone } = useFormat();
    const read = () => engify.getTa(taId);
    const ta = useQuery({ queryKey: ["tas", taId], queryFn: read });
    const [conflicts, setConflicts] = useState<readonly ConflictResponse[]>([]);
    return (
        <Page
            title={ta.data?.name ?? tas.ta}
            subject={ta}
            lead={ta.data && <Account ta={ta.data} />}
            back={{ to: paths.tas, label: tas.title }}
            width="narrow"
        >
            <nav aria-label={tas.pages} className={styles.links}>
                <Link to={paths.taWeek(taId)}>{tas.week}</Link>
                <Link to={paths.taHours(taId)}>{tas.hours}</Link>
                <Link to={paths.taDaysOff(taId)}>{tas.daysOff}</Link>
                <Link to={`${paths.bookings}?ta=${taId}&when=any`}>{tas.bookings}</Link>
            </nav>
            <Loaded query={ta}>
                {(data) => (
                    <>
                        <Conflicts conflicts={conflicts} bookingPath={paths.booking} />
                        <RecordForm
                            key={data.id}
                            name="changeTa"
                            fields={taFields(messages, zone)}
                            record={data}
                            read={read}
                            send={(body, call) => engify.changeTa(taId, body, call)}
                            touches={touches}
                            submit={save}
                            preview={(values) =>
                                data.isActive && values["isActive"] === false && <Touched filter={{ taId }} />
                            }
                            done={(answer) => {
                                notify(common.savedNamed(answer.name));
                                setConflicts(answer.conflicts);
                            }}
                        />
                    </>
                )}
            </Loaded>
        </Page>
    );
}
