import type { TaResponse, TermResponse } from "@engify/client";
import type { Field } from "../../records/record";
import type { AdminMessages } from "../messages";
import { zoneOptions } from "../zones";

export function templateFields(
    { weekly, common }: AdminMessages,
    {
        currency,
        terms,
        tas,
        weekday,
    }: {
        currency: string;
        terms: readonly TermResponse[];
        tas: readonly Pick<TaResponse, "id" | "name">[];
        weekday: (day: number) => string;
    },
): Field[] {
    return [
        {
            name: "taId",
            label: common.ta,
            kind: "choice",
            required: true,
            options: tas.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
            name: "dayOfWeek",
            label: weekly.day,
            kind: "number-choice",
            required: true,
            options: [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: weekday(day) })),
        },
        { name: "startTime", label: weekly.start, kind: "time", required: true },
        { name: "endTime", label: weekly.end, kind: "time", hint: weekly.endHint, required: true },
        { name: "timeZone", label: common.timeZone, kind: "choice", required: true, options: zoneOptions() },
        { name: "capacity", label: weekly.seats, kind: "integer", required: true, minimum: 1, maximum: 1000 },
        {
            name: "pricePerStudent",
            label: weekly.priceEach(currency),
            kind: "decimal",
            required: true,
            minimum: 0,
        },
        {
            name: "termId",
            label: common.term,
            kind: "choice",
            none: common.noTerm,
            options: terms.map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: "startsOn", label: weekly.firstDay, kind: "date", hint: weekly.datesHint },
        { name: "endsOn", label: weekly.lastDay, kind: "date", hint: weekly.datesHint },
        { name: "location", label: common.location, kind: "text" },
        { name: "meetingUrl", label: common.meetingUrl, kind: "url", hint: common.meetingUrlHint },
        { name: "isActive", label: weekly.goesOn, kind: "switch", hint: weekly.goesOnHint },
    ];
}
