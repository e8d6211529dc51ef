import type { Field } from "../../records/record";
import type { AdminMessages } from "../messages";
import { zoneOptions } from "../zones";

export function taFields({ tas, common }: AdminMessages, zone: string): Field[] {
    return [
        { name: "name", label: common.name, kind: "text", required: true, maxLength: 200 },
        { name: "email", label: common.email, kind: "email", hint: tas.emailHint, required: true, maxLength: 254 },
        { name: "degree", label: tas.degree, kind: "text", maxLength: 200 },
        { name: "gpa", label: tas.gpa, kind: "decimal", hint: tas.gpaHint, minimum: 0, maximum: 4.3 },
        { name: "bio", label: tas.bio, kind: "area", hint: tas.bioHint },
        {
            name: "timeZone",
            label: common.timeZone,
            kind: "choice",
            none: common.institutionZone(zone),
            options: zoneOptions(),
        },
        { name: "location", label: common.location, kind: "text" },
        { name: "meetingUrl", label: common.meetingUrl, kind: "url", hint: common.meetingUrlHint },
        {
            name: "breakMinutes",
            label: tas.breakMinutes,
            kind: "integer",
            hint: tas.breakHint,
            required: true,
            minimum: 0,
            maximum: 240,
        },
        { name: "maxMinutesPerDay", label: tas.maxDay, kind: "integer", hint: tas.limitHint, minimum: 1 },
        { name: "maxMinutesPerWeek", label: tas.maxWeek, kind: "integer", hint: tas.limitHint, minimum: 1 },
        { name: "isActive", label: tas.givesSessions, kind: "switch", hint: tas.givesSessionsHint },
    ];
}
