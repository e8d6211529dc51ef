import type { AbsenceResponse, BookingDetailsResponse, DayOverrideResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { engify } from "../api/engify";
import { useCommand, useList } from "../api/queries";
import { useFormat } from "../i18n";
import { BookingLines } from "../records/BookingTable";
import { instantOf } from "../records/record";
import {
    Button,
    DataList,
    Form,
    Loaded,
    Note,
    notify,
    RadioField,
    Section,
    Table,
    TextArea,
    TextField,
    useForm,
    type Errors,
} from "../ui";
import { ConfirmDialog, Dialog, GoBack } from "../ui/Dialog";
import { faultsOfHours, minuteOf, timeOf, type HoursRow } from "./hours";
import styles from "./HoursEditor.module.css";
import { useTaMessages } from "./messages";

interface DaysOffProps {
    taId: string;
    sessionPath: (id: string) => string;
}

/** Dates with other hours, and absences. */
export function DaysOff(props: DaysOffProps) {
    const hours = useQuery({ queryKey: ["hours", props.taId], queryFn: () => engify.getTaHours(props.taId) });
    return (
        <Loaded query={hours}>
            {({ timeZone }) => (
                <>
                    <Overrides {...props} />
                    <Absences {...props} zone={timeZone} />
                </>
            )}
        </Loaded>
    );
}

const touches = [["overrides"], ["absences"], ["calendar"], ["today"]];

function Overrides({ taId }: DaysOffProps) {
    const { daysOff } = useTaMessages();
    const format = useFormat();
    const [editing, setEditing] = useState<DayOverrideResponse | "new" | null>(null);
    const [leaving, setLeaving] = useState<string | null>(null);
    const query = useQuery({
        queryKey: ["overrides", taId],
        queryFn: ({ signal }) => engify.listDayOverrides(taId, {}, { signal }),
    });
    const remove = useCommand({
        name: `deleteDayOverride:${taId}`,
        send: (date: string, call) => engify.deleteDayOverride(taId, date, call),
        touches,
        done: (_, date) => {
            setLeaving(null);
            notify(daysOff.overrideRemoved(format.date(date)));
        },
    });
    return (
        <Section
            title={daysOff.overrides}
            action={<Button onClick={() => setEditing("new")}>{daysOff.addOverride}</Button>}
        >
            <p className="soft">{daysOff.overridesHint}</p>
            <Loaded query={query}>
                {(rows) =>
                    rows.length === 0 ? (
                        <p>{daysOff.noOverrides}</p>
                    ) : (
                        <Table
                            label={daysOff.overrides}
                            rows={rows}
                            rowKey={({ date }) => date}
                            columns={[
                                { header: daysOff.date, isTitle: true, cell: ({ date }) => dayOf(format, date) },
                                {
                                    header: daysOff.hours,
                                    cell: ({ hours }) =>
                                        hours.length === 0
                                            ? daysOff.off
                                            : hours.map(({ start, end }) => `${start}–${end}`).join(", "),
                                },
                                {
                                    header: daysOff.change,
                                    align: "end",
                                    cell: (row) => (
                                        <span className={styles.actions}>
                                            <Button
                                                look="quiet"
                                                aria-label={`${daysOff.change}: ${format.date(row.date)}`}
                                                onClick={() => setEditing(row)}
                                            >
                                                {daysOff.change}
                                            </Button>
                                            <Button
                                                look="quiet"
                                                aria-label={daysOff.removeOverride(format.date(row.date))}
                                                onClick={() => setLeaving(row.date)}
                                            >
                                                {daysOff.removeOverrideShort}
                                            </Button>
                                        </span>
                                    ),
                                },
                            ]}
                        />
                    )
                }
            </Loaded>
            {editing !== null && (
                <OverrideForm
                    taId={taId}
                    override={editing === "new" ? null : editing}
                    onClose={() => setEditing(null)}
                />
            )}
            {leaving !== null && (
                <ConfirmDialog
                    title={daysOff.removeOverrideTitle(format.date(leaving))}
                    action={daysOff.removeOverrideShort}
                    isPending={remove.isPending}
                    problem={remove.problem}
                    onConfirm={() => remove.run(leaving)}
                    onClose={() => setLeaving(null)}
                />
            )}
        </Section>
    );
}

const dayOf = (format: ReturnType<typeof useFormat>, date: string) => format.day(`${date}T12:00:00Z`, "UTC");

type OverrideValues = Record<string, string>;

function OverrideForm({
    taId,
    override,
    onClose,
}: {
    taId: string;
    override: DayOverrideResponse | null;
    onClose: () => void;
}) {
    const { daysOff, hours: words } = useTaMessages();
    const format = useFormat();
    const given = override?.hours ?? [];
    const [keys, setKeys] = useState(() => (given.length === 0 ? [0] : given.map((_, index) => index)));
    const rowsIn = (values: OverrideValues): HoursRow[] =>
        keys.map((key) => ({
            key,
            day: 0,
            start: values[`start-${key}`] ?? "",
            end: values[`end-${key}`] ?? "",
            from: "",
            to: "",
        }));
    const form = useForm<OverrideValues>({
        initial: {
            date: override?.date ?? "",
            kind: override !== null && given.length > 0 ? "hours" : "off",
            "start-0": "09:00",
            "end-0": "12:00",
            ...Object.fromEntries(
                given.flatMap(({ start, end }, index) => [
                    [`start-${index}`, start],
                    [`end-${index}`, end],
                ]),
            ),
        },
        check: (values) => {
            const errors: Errors<OverrideValues> = {};
            if (values["date"] === "") {
                errors["date"] = daysOff.needDate;
            }
            if (values["kind"] === "hours") {
                for (const [key, { start, end }] of faultsOfHours(rowsIn(values))) {
                    if (start !== undefined) {
                        errors[`start-${key}`] = words.faults[start];
                    }
                    if (end !== undefined) {
                        errors[`end-${key}`] = words.faults[end];
                    }
                }
            }
            return errors;
        },
    });
    const save = useCommand({
        name: `setDayOverride:${taId}`,
        send: ({ date, hours }: DayOverrideResponse, call) => engify.setDayOverride(taId, date, { hours }, call),
        touches,
        done: ({ date }) => {
            notify(daysOff.overrideSaved(format.date(date)));
            onClose();
        },
    });
    const send = (values: OverrideValues) =>
        save.run({
            date: values["date"] ?? "",
            hours:
                values["kind"] === "off"
                    ? []
                    : rowsIn(values)
                          .map(({ start, end }) => ({ start: minuteOf(start) ?? 0, end: minuteOf(end) ?? 0 }))
                          .sort((one, other) => one.start - other.start)
                          .map(({ start, end }) => ({ start: timeOf(start), end: timeOf(end) })),
        });
    return (
        <Dialog title={daysOff.overrideTitle} onClose={onClose}>
            <Form
                form={form}
                submit={daysOff.saveOverride}
                isPending={save.isPending}
                problem={save.problem}
                aside={<GoBack onClick={onClose} />}
                send={send}
            >
                <TextField field={form.field("date")} label={daysOff.date} type="date" readOnly={override !== null} />
                <RadioField
                    field={form.field("kind")}
                    label={daysOff.kind}
                    choices={[
                        { value: "off", label: daysOff.dayOff },
                        { value: "hours", label: daysOff.otherHours },
                    ]}
                />
                {form.values["kind"] === "hours" && (
                    <>
                        {keys.map((key, index) => (
                            <div key={key} className={styles.times}>
                                <TextField field={form.field(`start-${key}`)} label={words.start} autoComplete="off" />
                                <TextField field={form.field(`end-${key}`)} label={words.end} autoComplete="off" />
                                {keys.length > 1 && (
                                    <Button
                                        look="quiet"
                                        aria-label={daysOff.removePeriod(index + 1)}
                                        onClick={() => setKeys(keys.filter((other) => other !== key))}
                                    >
                                        {words.removeShort}
                                    </Button>
                                )}
                            </div>
                        ))}
                        <div className="row">
                            <Button
                                onClick={() => {
                                    const key = Math.max(...keys) + 1;
                                    form.set({ [`start-${key}`]: "", [`end-${key}`]: "" });
                                    setKeys([...keys, key]);
                                }}
                            >
                                {daysOff.addPeriod}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    );
}

function Absences({ taId, zone, sessionPath }: DaysOffProps & { zone: string }) {
    const { daysOff } = useTaMessages();
    const format = useFormat();
    const [isAdding, setAdding] = useState(false);
    const [leaving, setLeaving] = useState<AbsenceResponse | null>(null);
    const [affected, setAffected] = useState<readonly BookingDetailsResponse[] | null>(null);
    const [now] = useState(() => new Date().toISOString());
    const list = useList(["absences", taId], (cursor, signal) =>
        engify.listAbsences(taId, { from: now, cursor }, { signal }).page(),
    );
    const remove = useCommand({
        name: `deleteAbsence:${taId}`,
        send: (id: string, call) => engify.deleteAbsence(taId, id, call),
        touches,
        done: () => {
            setLeaving(null);
            notify(daysOff.absenceRemoved);
        },
    });
    const when = ({ startsAt, endsAt }: AbsenceResponse) =>
        `${format.moment(startsAt, zone)} – ${format.moment(endsAt, zone)}`;
    return (
        <Section
            title={daysOff.absences}
            action={<Button onClick={() => setAdding(true)}>{daysOff.addAbsence}</Button>}
        >
            <p className="soft">{daysOff.absencesHint}</p>
            {affected !== null && <Affected sessions={affected} path={sessionPath} />}
            <DataList
                label={daysOff.absences}
                list={list}
                rowKey={({ id }) => id}
                columns={[
                    { header: daysOff.absences, isTitle: true, cell: when },
                    { header: daysOff.reason, cell: ({ reason }) => reason },
                    {
                        header: daysOff.change,
                        align: "end",
                        cell: (absence) => (
                            <Button
                                look="quiet"
                                aria-label={daysOff.removeAbsenceOf(when(absence))}
                                onClick={() => setLeaving(absence)}
                            >
                                {daysOff.removeAbsence}
                            </Button>
                        ),
                    },
                ]}
                empty={<p>{daysOff.noAbsences}</p>}
            />
            {isAdding && (
                <AbsenceForm
                    taId={taId}
                    zone={zone}
                    sessionPath={sessionPath}
                    onClose={() => setAdding(false)}
                    onSaved={(sessions) => {
                        setAdding(false);
                        setAffected(sessions.length === 0 ? null : sessions);
                    }}
                />
            )}
            {leaving !== null && (
                <ConfirmDialog
                    title={daysOff.removeAbsenceTitle(when(leaving))}
                    action={daysOff.removeAbsence}
                    isPending={remove.isPending}
                    problem={remove.problem}
                    onConfirm={() => remove.run(leaving.id)}
                    onClose={() => setLeaving(null)}
                >
                    <p>{daysOff.removeAbsenceText}</p>
                </ConfirmDialog>
            )}
        </Section>
    );
}

interface AbsenceFormProps {
    taId: string;
    zone: string;
    sessionPath: (id: string) => string;
    onClose: () => void;
    onSaved: (affected: readonly BookingDetailsResponse[]) => void;
}

function AbsenceForm({ taId, zone, sessionPath, onClose, onSaved }: AbsenceFormProps) {
    const { daysOff } = useTaMessages();
    const format = useFormat();
    const form = useForm({
        initial: { startsAt: "", endsAt: "", reason: "" },
        check: ({ startsAt, endsAt }) => ({
            ...(startsAt === "" ? { startsAt: daysOff.needTimes(daysOff.startsAt) } : {}),
            ...(endsAt === ""
                ? { endsAt: daysOff.needTimes(daysOff.endsAt) }
                : startsAt !== "" && endsAt <= startsAt
                  ? { endsAt: daysOff.order }
                  : {}),
        }),
    });
    const { startsAt, endsAt } = form.values;
    const period =
        startsAt !== "" && endsAt > startsAt ? { from: instantOf(startsAt, zone), to: instantOf(endsAt, zone) } : null;
    const sessions = useQuery({
        queryKey: ["bookings", "of-ta", taId, period],
        queryFn: async ({ signal }) => {
            // One that began before may last into it: sessions are at most eight hours, group sessions a day.
            const from = new Date(Date.parse(period?.from ?? "") - 86_400_000).toISOString();
            const all = await engify.listTaBookings(taId, { from, to: period?.to, limit: 200 }, { signal }).all();
            return all.filter(
                ({ status, date, durationMinutes }) =>
                    status !== "CANCELLED" &&
                    Date.parse(date) + durationMinutes * 60_000 > Date.parse(period?.from ?? ""),
            );
        },
        enabled: period !== null,
    });
    const save = useCommand({
        name: `createAbsence:${taId}`,
        send: (body: { startsAt: string; endsAt: string; reason: string | null }, call) =>
            engify.createAbsence(taId, body, call),
        touches,
        done: ({ affected }) => {
            notify(daysOff.absenceSaved);
            onSaved(affected);
        },
    });
    return (
        <Dialog title={daysOff.absenceTitle} onClose={onClose}>
            <Form
                form={form}
                submit={daysOff.saveAbsence}
                isPending={save.isPending}
                problem={save.problem}
                aside={<GoBack onClick={onClose} />}
                send={({ reason }) =>
                    period !== null &&
                    save.run({ startsAt: period.from, endsAt: period.to, reason: reason.trim() || null })
                }
            >
                <TextField
                    field={form.field("startsAt")}
                    label={daysOff.startsAt}
                    hint={daysOff.timesIn(format.zoneName(zone))}
                    type="datetime-local"
                />
                <TextField field={form.field("endsAt")} label={daysOff.endsAt} type="datetime-local" />
                <TextArea
                    field={form.field("reason")}
                    label={daysOff.reason}
                    hint={daysOff.reasonHint}
                    rows={2}
                    maxLength={500}
                    isOptional
                />
                {period !== null && (
                    <Loaded query={sessions}>{(rows) => <Affected sessions={rows} path={sessionPath} />}</Loaded>
                )}
            </Form>
        </Dialog>
    );
}

/** The sessions that are booked in the time of an absence. */
function Affected({ sessions, path }: { sessions: readonly BookingDetailsResponse[]; path: (id: string) => string }) {
    const { daysOff } = useTaMessages();
    return (
        <Note kind={sessions.length === 0 ? "info" : "warn"}>
            {sessions.length === 0 ? (
                <p>{daysOff.touchesNone}</p>
            ) : (
                <>
                    <p>
                        <strong>{daysOff.touches(sessions.length)}</strong>
                    </p>
                    <p>{daysOff.touchesHint}</p>
                    <BookingLines rows={sessions} path={path} />
                </>
            )}
        </Note>
    );
}
