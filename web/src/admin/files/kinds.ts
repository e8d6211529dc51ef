/** What can be imported, in the order in which files refer to each other, with their columns. */
export const importKinds = {
    terms: "code, name, startsOn, endsOn, bookingOpensAt",
    courses: "code, name, description, isActive",
    tas:
        "name, email, degree, gpa, bio, isActive, timeZone, location, meetingUrl, breakMinutes, " +
        "maxMinutesPerDay, maxMinutesPerWeek",
    teaching: "courseCode, taEmail",
    products:
        "courseCode, productType, name, basePrice, description, includedSessions, validFrom, validTo, " +
        "termCode, isActive",
    templates:
        "courseCode, taEmail, dayOfWeek, startTime, endTime, timeZone, capacity, pricePerStudent, termCode, " +
        "startsOn, endsOn, location, meetingUrl, isActive",
    hours: "taEmail, dayOfWeek, start, end, from, to",
    closures: "name, startsOn, endsOn",
    students: "name, email, isActive",
} as const;

export type ImportKind = keyof typeof importKinds;

/** What can be exported. */
export const exportKinds = [...Object.keys(importKinds), "bookings", "audit"] as const;

export function isImportKind(kind: string): kind is ImportKind {
    return kind in importKinds;
}
