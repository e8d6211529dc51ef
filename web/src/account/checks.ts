import type { Messages } from "../messages/en";

type Texts = Messages["account"];

export function emailFault(email: string, texts: Texts): string | undefined {
    if (email.trim() === "") {
        return texts.emailMissing;
    }
    return /^\S+@\S+$/.test(email.trim()) ? undefined : texts.emailOdd;
}

/** The service knows more rules; this one is worth telling before. */
export function newPasswordFault(password: string, texts: Texts): string | undefined {
    return password.length < 10 ? texts.passwordShort : undefined;
}

/** Only what is wrong. */
export function faults<V>(
    found: Partial<Record<keyof V & string, string | undefined>>,
): Partial<Record<keyof V & string, string>> {
    return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined)) as Partial<
        Record<keyof V & string, string>
    >;
}
