export interface CalendarEvent {
    id: string;
    start: string;
    minutes: number;
    summary: string;
    location?: string | null | undefined;
    url?: string | null | undefined;
    description?: string | undefined;
}

/** One event as an iCalendar file (RFC 5545). */
export function icsOf(event: CalendarEvent, now = new Date()): string {
    const end = new Date(new Date(event.start).getTime() + event.minutes * 60_000);
    const lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Engify//Web//EN",
        "BEGIN:VEVENT",
        `UID:${event.id}@engify`,
        `DTSTAMP:${stamp(now)}`,
        `DTSTART:${stamp(new Date(event.start))}`,
        `DTEND:${stamp(end)}`,
        `SUMMARY:${escaped(event.summary)}`,
        ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
        ...(event.url ? [`URL:${event.url.replace(/[\r\n]/g, "")}`] : []),
        ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** Gives the file to the browser, which offers to open or save it. */
export function offerCalendar(event: CalendarEvent): void {
    const address = URL.createObjectURL(new Blob([icsOf(event)], { type: "text/calendar" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "session.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function stamp(instant: Date): string {
    return instant.toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function escaped(text: string): string {
    return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n|\r/g, "\\n");
}

/** Lines have at most 75 octets; a line that begins with a blank goes on with the one before. */
function folded(line: string): string {
    const octets = new TextEncoder();
    const parts: string[] = [];
    let part = "";
    let length = 0;
    for (const sign of line) {
        const size = octets.encode(sign).length;
        if (length + size > 75) {
            parts.push(part);
            part = "";
            length = 1; // the blank
        }
        part += sign;
        length += size;
    }
    return [...parts, part].join("\r\n ");
}
