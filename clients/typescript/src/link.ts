const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const quoted = '"(?:[^"\\\\]|\\\\.)*"';
const parameter = `;\\s*(${token})\\*?\\s*(?:=\\s*(${token}|${quoted})\\s*)?`;
const linkValue = new RegExp(`<([^>]*)>\\s*((?:${parameter})*)`, "g");

/** The target of the first link with `rel="next"` in a Link header (RFC 8288, section 3); null if there is none. */
export function readNext(header: string | null): string | null {
    for (const [, target = "", parameters = ""] of (header ?? "").matchAll(linkValue)) {
        for (const [, name = "", value = ""] of parameters.matchAll(new RegExp(parameter, "g"))) {
            if (name.toLowerCase() === "rel") {
                if (unquote(value).toLowerCase().split(/\s+/).includes("next")) {
                    return target;
                }
                break; // Only the first rel of a link counts.
            }
        }
    }
    return null;
}

function unquote(value: string): string {
    return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
}
