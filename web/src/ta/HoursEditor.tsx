import { EngifyProblem, etagOf, type TaHoursResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { engify } from "../api/engify";
import { useCommand } from "../api/queries";
import { useFormat } from "../i18n";
import { Button, CheckField, Form, Loaded, Note, notify, TextField, useForm, type Errors } from "../ui";
import { Noticed } from "../ui/Noticed";
import { Versions } from "../ui/Versions";
import {
    faultsOfHours,
    minutesOn,
    nextPeriod,
    rowsOf,
    weeklyOf,
    type HoursRow,
    type RowFaults,
    type WeeklyPeriod,
} from "./hours";
import styles from "./HoursEditor.module.css";
import { useTaMessages } from "./messages";
import { todayIn } from "./week";

const week = [1, 2, 3, 4, 5, 6, 0];
const members = ["start", "end", "from", "to"] as const;
type Values = Record<string, string>;

/** The weekly hours of a TA, as a list of periods for each day. */
export function HoursEditor({ taId }: { taId: string }) {
    const hours = useQuery({ queryKey: ["hours", taId], queryFn: () => engify.getTaHours(taId) });
    return <Loaded query={hours}>{(data) => <Editor key={taId} taId={taId} hours={data} />}</Loaded>;
}

interface Kept {
    readonly key: number;
    readonly day: number;
    /** Whether it holds only for part of the year. */
    readonly isPart: boolean;
}

const keptOf = (rows: readonly HoursRow[]): Kept[] =>
    rows.map(({ key, day, from, to }) => ({ key, day, isPart: from !== "" || to !== "" }));

const valuesOf = (rows: readonly HoursRow[]): Values =>
    Object.fromEntries(rows.flatMap((row) => members.map((member) => [`${member}-${row.key}`, row[member]])));

function Editor({ taId, hours }: { taId: string; hours: TaHoursResponse }) {
    const messages = useTaMessages();
    const words = messages.hours;
    const format = useFormat();
    const [saved, setSaved] = useState(hours);
    const [kept, setKept] = useState(() => keptOf(rowsOf(hours.weekly)));
    const [theirs, setTheirs] = useState<TaHoursResponse | null>(null);
    const nextKey = useRef(hours.weekly.length);
    const focusNext = useRef<string | null>(null);

    const rowsIn = (values: Values): HoursRow[] =>
        kept.map(({ key, day, isPart }) => ({
            key,
            day,
            start: values[`start-${key}`] ?? "",
            end: values[`end-${key}`] ?? "",
            from: isPart ? (values[`from-${key}`] ?? "") : "",
            to: isPart ? (values[`to-${key}`] ?? "") : "",
        }));
    const check = (values: Values): Errors<Values> => {
        const errors: Errors<Values> = {};
        for (const [key, faults] of faultsOfHours(rowsIn(values))) {
            for (const [member, fault] of Object.entries(faults) as [keyof RowFaults, keyof typeof words.faults][]) {
                const day = format.weekday(kept.find((row) => row.key === key)?.day ?? 0);
                errors[`${member}-${key}`] = words.faultOn(day, words.faults[fault]);
            }
        }
        return errors;
    };
    const form = useForm<Values>({ initial: valuesOf(rowsOf(hours.weekly)), check });
    const rows = rowsIn(form.values);

    useEffect(() => {
        if (focusNext.current !== null) {
            const next = document.getElementById(focusNext.current);
            next?.focus();
            if (next instanceof HTMLInputElement) {
                next.select(); // Typing replaces what is only a proposal.
            }
            focusNext.current = null;
        }
    });

    const begin = (from: TaHoursResponse) => {
        const read = rowsOf(from.weekly);
        nextKey.current = read.length;
        setSaved(from);
        setKept(keptOf(read));
        form.reset(valuesOf(read));
    };
    const save = useCommand({
        name: `changeTaHours:${taId}`,
        send: ({ weekly, ifMatch }: { weekly: WeeklyPeriod[]; ifMatch: string | undefined }, call) =>
            engify.changeTaHours(taId, { weekly }, ifMatch === undefined ? call : { ...call, ifMatch }),
        touches: [["hours"], ["calendar"], ["today"]],
        done: (answer) => {
            begin(answer);
            notify(words.saved);
        },
        failed: (problem) => {
            if (problem instanceof EngifyProblem && problem.code === "changed_meanwhile") {
                void engify.getTaHours(taId).then(setTheirs, () => undefined);
            }
        },
    });

    const add = (day: number, period: { start: string; end: string; from?: string; to?: string }) => {
        const key = nextKey.current++;
        const { start, end, from = "", to = "" } = period;
        setKept((before) => [...before, { key, day, isPart: from !== "" || to !== "" }]);
        form.set({ [`start-${key}`]: start, [`end-${key}`]: end, [`from-${key}`]: from, [`to-${key}`]: to });
        return key;
    };
    const remove = (key: number, day: number) => {
        setKept((before) => before.filter((row) => row.key !== key));
        focusNext.current = `${form.id}-add-${day}`;
    };
    const copy = (day: number) => {
        const source = rows.filter((row) => row.day === day);
        const others = [1, 2, 3, 4, 5].filter((other) => other !== day);
        setKept((before) => before.filter((row) => !others.includes(row.day)));
        for (const other of others) {
            for (const row of source) {
                add(other, row);
            }
        }
        notify(words.copied(format.weekday(day)));
    };
    const isChanged = JSON.stringify(weeklyOf(rows)) !== JSON.stringify(weeklyOf(rowsOf(saved.weekly)));
    const isOutdated = save.problem instanceof EngifyProblem && save.problem.code === "changed_meanwhile";
    const total = minutesOn(rows, todayIn(saved.timeZone));

    return (
        <div className="stack">
            <p className="soft">
                {words.intro(format.zoneName(saved.timeZone))} {words.endHint}
            </p>
            {theirs !== null && (
                <Noticed>
                    <Versions
                        versions={week.map((day) => ({
                            label: format.weekday(day),
                            mine: inWords(rows, day),
                            theirs: inWords(rowsOf(theirs.weekly), day),
                        }))}
                        onKeepMine={() => {
                            setTheirs(null);
                            save.run({ weekly: weeklyOf(rows), ifMatch: etagOf(theirs) });
                        }}
                        onTakeTheirs={() => {
                            setTheirs(null);
                            save.reset();
                            begin(theirs);
                        }}
                    />
                </Noticed>
            )}
            <Form
                form={form}
                submit={words.save}
                isPending={save.isPending}
                problem={isOutdated && theirs !== null ? null : save.problem}
                send={() => save.run({ weekly: weeklyOf(rows), ifMatch: etagOf(saved) })}
                aside={
                    isChanged && (
                        <Button look="quiet" onClick={() => begin(saved)}>
                            {words.undo}
                        </Button>
                    )
                }
            >
                {week.map((day) => {
                    const name = format.weekday(day);
                    const ofDay = kept.filter((row) => row.day === day);
                    return (
                        <fieldset key={day} className={styles.day}>
                            <legend className={styles.name}>{name}</legend>
                            {ofDay.length === 0 && <p className="soft">{words.none}</p>}
                            {ofDay.map(({ key, isPart }) => (
                                <div key={key} className={styles.period}>
                                    <div className={styles.times}>
                                        <TextField
                                            field={form.field(`start-${key}`)}
                                            label={words.start}
                                            autoComplete="off"
                                            spellCheck={false}
                                        />
                                        <TextField
                                            field={form.field(`end-${key}`)}
                                            label={words.end}
                                            autoComplete="off"
                                            spellCheck={false}
                                        />
                                        <Button
                                            look="quiet"
                                            aria-label={words.remove(
                                                name,
                                                `${form.values[`start-${key}`]}–${form.values[`end-${key}`]}`,
                                            )}
                                            onClick={() => remove(key, day)}
                                        >
                                            {words.removeShort}
                                        </Button>
                                    </div>
                                    <CheckField
                                        field={{
                                            id: `${form.id}-part-${key}`,
                                            name: `part-${key}`,
                                            value: isPart,
                                            error: undefined,
                                            onChange: (value) =>
                                                setKept((before) =>
                                                    before.map((row) =>
                                                        row.key === key ? { ...row, isPart: value } : row,
                                                    ),
                                                ),
                                        }}
                                        label={words.dates}
                                    />
                                    {isPart && (
                                        <div className={styles.times}>
                                            <TextField
                                                field={form.field(`from-${key}`)}
                                                label={words.firstDay}
                                                type="date"
                                                isOptional
                                            />
                                            <TextField
                                                field={form.field(`to-${key}`)}
                                                label={words.lastDay}
                                                type="date"
                                                isOptional
                                            />
                                        </div>
                                    )}
                                </div>
                            ))}
                            <div className="row">
                                <Button
                                    id={`${form.id}-add-${day}`}
                                    aria-label={words.add(name)}
                                    onClick={() => {
                                        const key = add(day, nextPeriod(rows, day));
                                        focusNext.current = `${form.id}-start-${key}`;
                                    }}
                                >
                                    {words.addShort}
                                </Button>
                                {day === 1 && ofDay.length > 0 && (
                                    <Button look="quiet" aria-label={words.copy(name)} onClick={() => copy(day)}>
                                        {words.copyShort}
                                    </Button>
                                )}
                            </div>
                        </fieldset>
                    );
                })}
                <Note>
                    <p>
                        <strong>{words.total(total === 0 ? "0" : format.duration(total))}</strong>
                    </p>
                    <p>{words.bookedStay}</p>
                </Note>
            </Form>
        </div>
    );
}

function inWords(rows: readonly HoursRow[], day: number): string {
    return rows
        .filter((row) => row.day === day)
        .map(({ start, end, from, to }) =>
            [`${start}–${end}`, from !== "" || to !== "" ? `(${from}…${to})` : ""].filter(Boolean).join(" "),
        )
        .join(", ");
}
