import type { Option } from "../records/record";

/** Every IANA time zone that the browser knows. */
export function zoneOptions(): Option[] {
    return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({
        value: zone,
        label: zone.replaceAll("_", " "),
    }));
}
