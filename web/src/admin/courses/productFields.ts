import type { TermResponse } from "@engify/client";
import type { Field, FormValues } from "../../records/record";
import type { AdminMessages } from "../messages";

const isBundle = (values: FormValues) => String(values["productType"]).endsWith("_BUNDLE");

export function productFields(
    { products, common }: AdminMessages,
    currency: string,
    terms: readonly TermResponse[],
): Field[] {
    const termOptions = terms.map(({ id, name }) => ({ value: id, label: name }));
    return [
        {
            name: "productType",
            label: products.type,
            kind: "choice",
            hint: products.typeHint,
            required: true,
            options: Object.entries(products.types).map(([value, label]) => ({ value, label })),
        },
        { name: "name", label: common.name, kind: "text", required: true, maxLength: 200 },
        {
            name: "basePrice",
            label: products.price(currency),
            kind: "decimal",
            hint: products.priceHint,
            required: true,
            minimum: 0,
        },
        { name: "description", label: common.description, kind: "area" },
        {
            name: "includedSessions",
            label: products.sessions,
            kind: "integer",
            required: true,
            minimum: 1,
            maximum: 1000,
            when: isBundle,
        },
        { name: "termId", label: common.term, kind: "choice", none: common.noTerm, options: termOptions },
        { name: "validFrom", label: products.validFrom, kind: "instant", hint: products.validHint, when: isBundle },
        { name: "validTo", label: products.validTo, kind: "instant", hint: products.validHint, when: isBundle },
        { name: "isActive", label: products.sold, kind: "switch" },
    ];
}
