import { EngifyProblem, etagOf } from "@engify/client";
import { useState, type ReactNode } from "react";
import type { QueryKey } from "@tanstack/react-query";
import { useCommand } from "../api/queries";
import { useFormat } from "../i18n";
import {
    CheckField,
    Form,
    NumberField,
    SelectField,
    TextArea,
    TextField,
    useForm,
    type Field as FormField,
    type FormState,
} from "../ui";
import { Noticed } from "../ui/Noticed";
import { Versions } from "../ui/Versions";
import { useRecordMessages } from "./messages";
import { counts, faultsOf, shown, toBody, toForm, type Field, type FormValues } from "./record";

type Values = Record<string, string | boolean>;

interface Call {
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
}

interface RecordFormProps<Record extends object, Answer, Read extends object> {
    /** Tells this command from others, and what is kept of an unfinished new record from other such. */
    name: string;
    fields: readonly Field[];
    /** As it was read, with its entity tag; for a new one, what it begins with. */
    record: Record | Partial<Record>;
    /** The entity tag, where the record is only a part of what was read. */
    tag?: string | undefined;
    /** Reads it again when somebody else has changed it meanwhile; only of one that exists. */
    read?: () => Promise<Read>;
    /** The record in what is read, where it is only a part of it. */
    recordOf?: (read: Read) => object;
    send: (body: never, call: Call) => Promise<Answer>;
    /** Beginnings of the keys of the queries that it changes. */
    touches: readonly QueryKey[];
    done: (answer: Answer) => void | Promise<void>;
    submit: string;
    /** What saving would touch, given what the form says. */
    preview?: (values: FormValues) => ReactNode;
    aside?: ReactNode;
}

/**
 * A form for a record that is described by its fields. When somebody else was faster, it shows both versions, and the
 * user chooses.
 */
export function RecordForm<Record extends object, Answer, Read extends object = Record>(
    props: RecordFormProps<Record, Answer, Read>,
) {
    const {
        name,
        fields,
        record,
        read,
        recordOf = (all: Read): object => all,
        send,
        touches,
        done,
        submit,
        preview,
        aside,
    } = props;
    const messages = useRecordMessages();
    const { zone } = useFormat();
    const form = useForm<Values>({
        initial: toForm(fields, record, zone),
        check: (values) => faultsOf(fields, values, messages.fault),
        ...(read === undefined ? { keep: name } : {}),
    });
    const [seen, setSeen] = useState(props.tag ?? etagOf(record));
    const [theirs, setTheirs] = useState<Read | null>(null);

    const command = useCommand({
        name,
        send: ({ body, ifMatch }: { body: unknown; ifMatch: string | undefined }, call) =>
            send(body as never, ifMatch === undefined ? call : { ...call, ifMatch }),
        touches,
        done: (answer) => {
            const tag = answer !== null && typeof answer === "object" ? etagOf(answer) : undefined;
            setSeen(tag ?? seen);
            form.forget();
            return done(answer);
        },
        failed: (problem) => {
            if (read !== undefined && problem instanceof EngifyProblem && problem.code === "changed_meanwhile") {
                void read().then(setTheirs, () => undefined);
            }
        },
    });
    const save = (values: FormValues, ifMatch: string | undefined) =>
        command.run({ body: toBody(fields, values, zone), ifMatch });
    const isOutdated = command.problem instanceof EngifyProblem && command.problem.code === "changed_meanwhile";

    return (
        <div className="stack">
            {theirs !== null && (
                <Noticed>
                    <Versions
                        versions={fields.map((field) => ({
                            label: field.label,
                            mine: shown(field, form.values[field.name], messages),
                            theirs: shown(field, toForm([field], recordOf(theirs), zone)[field.name], messages),
                        }))}
                        onKeepMine={() => {
                            setSeen(etagOf(theirs));
                            setTheirs(null);
                            save(form.values, etagOf(theirs));
                        }}
                        onTakeTheirs={() => {
                            setSeen(etagOf(theirs));
                            setTheirs(null);
                            command.reset();
                            form.reset({ ...toForm(fields, recordOf(theirs), zone) });
                        }}
                    />
                </Noticed>
            )}
            <Form
                form={form}
                send={(values) => save(values, seen)}
                submit={submit}
                isPending={command.isPending}
                problem={isOutdated && theirs !== null ? null : command.problem}
                aside={aside}
            >
                {fields.map(
                    (field) => counts(field, form.values) && <RecordField key={field.name} field={field} form={form} />,
                )}
                {preview?.(form.values)}
            </Form>
        </div>
    );
}

function RecordField({ field, form }: { field: Field; form: FormState<Values> }) {
    const messages = useRecordMessages();
    const { zone, zoneName } = useFormat();
    const bound = form.field(field.name);
    const text = bound as FormField<string>;
    const common = { label: field.label, hint: field.hint, isOptional: field.required !== true };
    switch (field.kind) {
        case "switch":
            return <CheckField field={bound as FormField<boolean>} label={field.label} hint={field.hint} />;
        case "area":
            return <TextArea {...common} field={text} maxLength={field.maxLength ?? 4000} />;
        case "integer":
            return <NumberField {...common} field={text} />;
        case "decimal":
            return <NumberField {...common} field={text} step="any" />;
        case "choice":
        case "number-choice":
            return <SelectField {...common} field={text} choices={field.options ?? []} none={field.none ?? ""} />;
        case "yes-no":
            return (
                <SelectField
                    {...common}
                    field={text}
                    none={field.none ?? ""}
                    choices={[
                        { value: "true", label: messages.yes },
                        { value: "false", label: messages.no },
                    ]}
                />
            );
        case "instant":
            return (
                <TextField
                    {...common}
                    field={text}
                    type="datetime-local"
                    hint={[field.hint, messages.timesIn(zoneName(zone))].filter(Boolean).join(" ")}
                />
            );
        case "integers":
            return <TextField {...common} field={text} inputMode="text" spellCheck={false} />;
        default:
            return (
                <TextField
                    {...common}
                    field={text}
                    type={field.kind}
                    autoComplete="off"
                    maxLength={field.maxLength ?? 400}
                    readOnly={field.readOnly}
                />
            );
    }
}
