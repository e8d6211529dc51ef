import type { ImportErrorResponse } from "@engify/client";
import { useEffect, useRef } from "react";
import { engify } from "../../api/engify";
import { useCommand } from "../../api/queries";
import { useFormat, useMessages } from "../../i18n";
import { Button, Form, Note, Page, SelectField, Table, useAddress, useForm } from "../../ui";
import styles from "../admin.module.css";
import { readCsv } from "../csv";
import { useAdminMessages } from "../messages";
import { importKinds, isImportKind, type ImportKind } from "./kinds";
import { outcomeOf, type Outcome } from "./outcome";

const largest = 5 * 1024 * 1024;

interface Chosen {
    readonly name: string;
    readonly size: number;
    readonly text: string;
}

/** A file is first tried; what it would do is shown, and done on demand. */
export function Imports() {
    const { imports } = useAdminMessages();
    const [{ kind: asked }, change] = useAddress("kind");
    const kind = isImportKind(asked) ? asked : "terms";
    return (
        <Page title={imports.title} lead={imports.intro} width="narrow">
            <Import key={kind} kind={kind} choose={(next) => change({ kind: next })} />
        </Page>
    );
}

function Import({ kind, choose }: { kind: ImportKind; choose: (kind: string) => void }) {
    const { imports } = useAdminMessages();
    const form = useForm<{ kind: string; file: Chosen | null }>({
        initial: { kind, file: null },
        check: ({ file }) =>
            file === null ? { file: imports.noFile } : file.size > largest ? { file: imports.tooLarge } : {},
    });
    const { file } = form.values;
    const records = file === null ? [] : readCsv(file.text);
    const dryRun = useCommand({
        name: `tryImport:${kind}`,
        send: (text: string, call) => engify.importFile(kind, text, { dryRun: true }, call),
    });
    const run = useCommand({
        name: `importFile:${kind}`,
        send: (text: string, call) => engify.importFile(kind, text, undefined, call),
        touches: [["terms"], ["courses"], ["tas"], ["products"], ["templates"], ["students"], ["closures"], ["today"]],
    });
    const tried = outcomeOf(dryRun.answer ?? dryRun.problem, records);
    const done = outcomeOf(run.answer ?? run.problem, records);
    const begin = () => {
        dryRun.reset();
        run.reset();
        form.reset({ kind, file: null });
    };
    if (run.answer !== undefined && done !== null) {
        return <Done outcome={done} again={begin} />;
    }
    const outcome = done ?? tried;
    const problem = run.problem ?? dryRun.problem;
    return (
        <>
            <Form
                form={form}
                submit={dryRun.isPending ? imports.checking : imports.check}
                look={outcome === null ? "primary" : "plain"}
                isPending={dryRun.isPending}
                problem={outcome === null ? problem : null}
                send={({ file: chosen }) => {
                    run.reset();
                    dryRun.run(chosen?.text ?? "");
                }}
            >
                <SelectField
                    field={{ ...form.field("kind"), onChange: choose }}
                    label={imports.kind}
                    hint={imports.order}
                    choices={Object.keys(importKinds).map((value) => ({ value, label: imports.kinds[value] ?? value }))}
                />
                <p className={styles.columns}>
                    {imports.columns} <span className={styles.code}>{importKinds[kind]}</span>
                </p>
                <FilePicker
                    field={form.field("file")}
                    onChosen={() => {
                        dryRun.reset();
                        run.reset();
                    }}
                />
            </Form>
            {outcome !== null && (
                <Result outcome={outcome} isPending={run.isPending} apply={() => file !== null && run.run(file.text)} />
            )}
        </>
    );
}

function FilePicker({
    field,
    onChosen,
}: {
    field: { id: string; value: Chosen | null; error: string | undefined; onChange: (value: Chosen | null) => void };
    onChosen: () => void;
}) {
    const { imports } = useAdminMessages();
    const format = useFormat();
    return (
        <div className={styles.file}>
            <label htmlFor={field.id}>{imports.file}</label>
            <p id={`${field.id}-hint`} className="soft small">
                {imports.fileHint}
            </p>
            {field.error !== undefined && (
                <p id={`${field.id}-error`} className={styles.error}>
                    {field.error}
                </p>
            )}
            <input
                id={field.id}
                type="file"
                accept=".csv,text/csv"
                aria-describedby={`${field.id}-hint${field.error === undefined ? "" : ` ${field.id}-error`}`}
                aria-invalid={field.error !== undefined || undefined}
                onChange={(event) => {
                    const chosen = event.target.files?.[0];
                    onChosen();
                    if (chosen === undefined) {
                        field.onChange(null);
                        return;
                    }
                    void chosen.text().then((text) => field.onChange({ name: chosen.name, size: chosen.size, text }));
                }}
            />
            {field.value !== null && (
                <p className="soft small">
                    {imports.size(format.number(Math.max(1, Math.round(field.value.size / 1024))))}
                </p>
            )}
        </div>
    );
}

function Counts({ outcome }: { outcome: Outcome }) {
    const { imports } = useAdminMessages();
    const { number } = useFormat();
    const counts = [
        [imports.created, outcome.created],
        [imports.updated, outcome.updated],
        [imports.unchanged, outcome.unchanged],
    ] as const;
    return (
        <dl className={styles.counts}>
            {counts.map(([label, count]) => (
                <div key={label} className={styles.count}>
                    <dt>{label}</dt>
                    <dd>{number(count)}</dd>
                </div>
            ))}
        </dl>
    );
}

/** What the dry run says, with the faults as a table. */
function Result({ outcome, isPending, apply }: { outcome: Outcome; isPending: boolean; apply: () => void }) {
    const { imports } = useAdminMessages();
    const { number } = useFormat();
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), []);
    const count = outcome.created + outcome.updated;
    if (outcome.faultCount > 0) {
        return (
            <section className="stack">
                <h2 ref={heading} tabIndex={-1}>
                    {imports.failed(number(outcome.faultCount), outcome.faultCount)}
                </h2>
                <p>{imports.failedText}</p>
                {outcome.faults.length < outcome.faultCount && (
                    <p className="soft">{imports.firstOnly(number(outcome.faults.length))}</p>
                )}
                <Table
                    label={imports.errors}
                    rows={outcome.faults.map((fault, index) => ({ ...fault, index }))}
                    rowKey={({ index }) => String(index)}
                    columns={[
                        { header: imports.line, isTitle: true, cell: ({ line }) => imports.lineNumber(number(line)) },
                        { header: imports.column, cell: ({ column }) => column ?? imports.wholeLine },
                        {
                            header: imports.stands,
                            cell: ({ stands }) =>
                                stands === "" ? (
                                    <span className="soft">{imports.emptyCell}</span>
                                ) : (
                                    stands !== null && <span className={styles.code}>{stands.slice(0, 100)}</span>
                                ),
                        },
                        { header: imports.fault, cell: (fault) => <Fault fault={fault} /> },
                    ]}
                />
            </section>
        );
    }
    return (
        <section className="stack">
            <h2 ref={heading} tabIndex={-1}>
                {imports.outcome}
            </h2>
            <Counts outcome={outcome} />
            {count === 0 ? (
                <p>{imports.nothing}</p>
            ) : (
                <div className="row">
                    <Button look="primary" busy={isPending} onClick={apply}>
                        {imports.apply(number(count), count)}
                    </Button>
                </div>
            )}
        </section>
    );
}

/** The code in the user's language where there is a sentence for it, else as the service says it. */
function Fault({ fault: { code, message, errorCode } }: { fault: ImportErrorResponse }) {
    const { imports } = useAdminMessages();
    const { faults, problems } = useMessages();
    const sentences: Record<string, string> = { ...problems, ...faults };
    return imports.codes[code] ?? sentences[errorCode ?? code] ?? message;
}

function Done({ outcome, again }: { outcome: Outcome; again: () => void }) {
    const { imports } = useAdminMessages();
    return (
        <div role="status" className="stack">
            <Note kind="good">
                <p>
                    <strong>{imports.done}</strong>
                </p>
                <Counts outcome={outcome} />
            </Note>
            <div className="row">
                <Button onClick={again}>{imports.again}</Button>
            </div>
        </div>
    );
}
