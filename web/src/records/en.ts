import type { Fault, Field } from "./record";

export default {
    save: "Save",
    saved: "Saved.",
    none: "None",
    yes: "Yes",
    no: "No",
    fault: (fault: Fault, field: Field): string =>
        ({
            required: `${field.label}: enter something.`,
            integer: `${field.label}: enter a whole number.`,
            decimal: `${field.label}: enter a number, such as 12.50.`,
            minimum: `${field.label}: enter ${field.minimum} or more.`,
            maximum: `${field.label}: enter ${field.maximum} or less.`,
            instant: `${field.label}: enter a date and a time.`,
            url: `${field.label}: enter an address that begins with https://.`,
            integers:
                `${field.label}: enter whole numbers from ${field.minimum} to ${field.maximum}, with ` +
                `commas between them.`,
        })[fault],
    timesIn: (zone: string): string => `Time in ${zone}.`,
    conflicts: {
        title: (count: number): string =>
            count === 1 ? "1 session does not agree with this" : `${count} sessions do not agree with this`,
        intro: "They stay as they are until somebody acts.",
        when: "When",
        reason: "Why",
        reasons: {
            COURSE_INACTIVE: "The course is not offered any more.",
            TA_INACTIVE: "The TA is not active any more.",
            TA_DOES_NOT_TEACH_COURSE: "The TA does not teach the course any more.",
            TA_ABSENT: "The TA is away.",
            INSTITUTION_CLOSED: "The institution is closed.",
            HAS_STUDENTS: "Students have joined, so it stays as it was.",
            TA_BUSY: "Left out: the TA has something else then.",
            CAPACITY_EXCEEDED: "More students have joined than there would be room for.",
        } as Record<string, string>,
    },
    bookings: {
        when: "When",
        course: "Course",
        ta: "TA",
        who: "Who",
        state: "State",
        more: (n: number): string => `and ${n} more`,
        taken: (taken: number, seats: number): string => `${taken} of ${seats} seats taken`,
        over: "Over",
        statuses: {
            REQUESTED: "Requested",
            BOOKED: "Booked",
            AVAILABLE: "Seats free",
            FULL: "Full",
            CANCELLED: "Cancelled",
        } as Record<string, string>,
    },
};
