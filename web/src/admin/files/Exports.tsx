import { engify } from "../../api/engify";
import { useCommand } from "../../api/queries";
import { useFormat } from "../../i18n";
import { instantOf } from "../../records/record";
import { saveFile } from "../../records/saveFile";
import { addDays, dateIn } from "../../ta/week";
import { Button, notify, Page, Problem, Section, Table, useAddress } from "../../ui";
import styles from "../admin.module.css";
import { DateFilter } from "../DateFilter";
import { useAdminMessages } from "../messages";
import { exportKinds } from "./kinds";

const ofAPeriod: readonly string[] = ["bookings", "audit"];

export function Exports() {
    const { exports: words, common, imports } = useAdminMessages();
    const catalogue = exportKinds.filter((kind) => !ofAPeriod.includes(kind));
    const columns = [
        { header: words.what, isTitle: true, cell: ({ kind }: { kind: string }) => imports.kinds[kind] ?? kind },
        { header: words.contents, cell: ({ kind }: { kind: string }) => words.kindHints[kind] },
        { header: words.file, align: "end" as const, cell: ({ kind }: { kind: string }) => <Download kind={kind} /> },
    ];
    return (
        <Page title={words.title} lead={words.intro}>
            <Table label={words.title} rows={rowsOf(catalogue)} rowKey={({ kind }) => kind} columns={columns} />
            <Section title={words.period}>
                <p className="soft">{words.periodHint}</p>
                <div className={styles.filters}>
                    <DateFilter label={common.from} name="from" />
                    <DateFilter label={common.to} name="to" />
                </div>
                <Table label={words.period} rows={rowsOf(ofAPeriod)} rowKey={({ kind }) => kind} columns={columns} />
            </Section>
        </Page>
    );
}

const rowsOf = (kinds: readonly string[]) => kinds.map((kind) => ({ kind }));

function Download({ kind }: { kind: string }) {
    const { exports: words, imports } = useAdminMessages();
    const { zone } = useFormat();
    const [{ from, to }] = useAddress("from", "to");
    const name = imports.kinds[kind] ?? kind;
    const midnight = (date: string, days: number) =>
        dateIn(date) === "" ? undefined : instantOf(`${addDays(date, days)}T00:00`, zone);
    const period = ofAPeriod.includes(kind) ? { from: midnight(from, 0), to: midnight(to, 1) } : undefined;
    const download = useCommand({
        name: `exportFile:${kind}`,
        send: (asked: typeof period) => engify.exportFile(kind, asked),
        done: (text) => {
            saveFile(text, "text/csv;charset=utf-8", `${kind}.csv`);
            notify(words.done(name));
        },
    });
    return (
        <span className={styles.rowActions}>
            {download.problem !== null && download.problem !== undefined && <Problem problem={download.problem} />}
            <Button busy={download.isPending} aria-label={words.download(name)} onClick={() => download.run(period)}>
                {words.downloadShort}
            </Button>
        </span>
    );
}
