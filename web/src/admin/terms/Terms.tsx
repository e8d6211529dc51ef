import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { engify } from "../../api/engify";
import { useCommand } from "../../api/queries";
import { useFormat } from "../../i18n";
import { useRecordMessages } from "../../records/messages";
import type { Field } from "../../records/record";
import { RecordForm } from "../../records/RecordForm";
import { Button, LinkButton, Loaded, notify, Page, useGoOn } from "../../ui";
import { ConfirmDialog } from "../../ui/Dialog";
import { useAdminMessages, type AdminMessages } from "../messages";
import { paths } from "../paths";
import { ResourceList } from "../ResourceList";

const touches = [["terms"]];

function termFields({ terms, common }: AdminMessages): Field[] {
    return [
        { name: "code", label: terms.code, kind: "text", hint: terms.codeHint, required: true, maxLength: 50 },
        { name: "name", label: common.name, kind: "text", required: true, maxLength: 200 },
        { name: "startsOn", label: terms.startsOn, kind: "date", required: true },
        { name: "endsOn", label: terms.endsOn, kind: "date", required: true },
        { name: "bookingOpensAt", label: terms.opens, kind: "instant", hint: terms.opensHint },
    ];
}

export function Terms() {
    const { terms, common } = useAdminMessages();
    const format = useFormat();
    const add = (
        <LinkButton to={paths.newTerm} look="primary">
            {terms.add}
        </LinkButton>
    );
    return (
        <ResourceList
            title={terms.title}
            action={add}
            searchLabel={terms.searchLabel}
            queryKey={["terms", "list"]}
            load={({ q, cursor }, signal) => engify.listTerms({ q, cursor }, { signal }).page()}
            columns={[
                { header: common.name, isTitle: true, cell: ({ id, name }) => <Link to={paths.term(id)}>{name}</Link> },
                { header: terms.code, cell: ({ code }) => code },
                { header: terms.startsOn, cell: ({ startsOn }) => format.date(startsOn) },
                { header: terms.endsOn, cell: ({ endsOn }) => format.date(endsOn) },
                {
                    header: terms.opens,
                    cell: ({ bookingOpensAt }) =>
                        bookingOpensAt === null ? terms.opensAtOnce : format.moment(bookingOpensAt, format.zone),
                },
            ]}
            empty={{ title: terms.empty, hint: terms.emptyHint, action: add }}
        />
    );
}

export function NewTerm() {
    const messages = useAdminMessages();
    const { terms, common } = messages;
    const goOn = useGoOn();
    return (
        <Page title={terms.newTitle} back={{ to: paths.terms, label: terms.title }} width="narrow">
            <RecordForm
                name="createTerm"
                fields={termFields(messages)}
                record={{}}
                send={(body, call) => engify.createTerm(body, call)}
                touches={touches}
                submit={terms.add}
                done={({ name }) => {
                    notify(common.created(name));
                    return goOn(paths.terms, { replace: true });
                }}
            />
        </Page>
    );
}

export function TermPage() {
    const { termId = "" } = useParams();
    const messages = useAdminMessages();
    const { terms, common } = messages;
    const { save } = useRecordMessages();
    const goOn = useGoOn();
    const [isLeaving, setLeaving] = useState(false);
    const read = () => engify.getTerm(termId);
    const term = useQuery({ queryKey: ["terms", termId], queryFn: read });
    const name = term.data?.name ?? "";
    const remove = useCommand({
        name: "deleteTerm",
        send: (id: string, call) => engify.deleteTerm(id, call),
        touches: [
            ["terms", "list"],
            ["terms", "all"],
        ],
        done: () => {
            notify(terms.removed(name));
            return goOn(paths.terms, { replace: true });
        },
    });
    return (
        <Page title={name || terms.title} subject={term} back={{ to: paths.terms, label: terms.title }} width="narrow">
            <Loaded query={term}>
                {(data) => (
                    <RecordForm
                        key={data.id}
                        name="changeTerm"
                        fields={termFields(messages)}
                        record={data}
                        read={read}
                        send={(body, call) => engify.changeTerm(termId, body, call)}
                        touches={touches}
                        submit={save}
                        done={(answer) => {
                            notify(common.savedNamed(answer.name));
                            return goOn(paths.terms);
                        }}
                        aside={
                            <Button look="danger" onClick={() => setLeaving(true)}>
                                {terms.remove}
                            </Button>
                        }
                    />
                )}
            </Loaded>
            {isLeaving && (
                <ConfirmDialog
                    title={terms.removeTitle(name)}
                    action={terms.remove}
                    isPending={remove.isPending}
                    problem={remove.problem}
                    onConfirm={() => remove.run(termId)}
                    onClose={() => setLeaving(false)}
                >
                    <p>{terms.removeText}</p>
                </ConfirmDialog>
            )}
        </Page>
    );
}
