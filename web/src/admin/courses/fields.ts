import type { Field } from "../../records/record";
import type { AdminMessages } from "../messages";

export function courseFields({ courses, common }: AdminMessages): Field[] {
    return [
        { name: "code", label: courses.code, kind: "text", hint: courses.codeHint, required: true, maxLength: 50 },
        { name: "name", label: common.name, kind: "text", required: true, maxLength: 200 },
        { name: "description", label: common.description, kind: "area" },
        { name: "isActive", label: courses.offered, kind: "switch", hint: courses.offeredHint },
    ];
}
