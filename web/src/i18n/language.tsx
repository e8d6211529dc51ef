import { createContext, startTransition, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { en, type Messages } from "../messages/en";

export const languages = { en: "English", fr: "Français" } as const;
export type Language = keyof typeof languages;

const stored = "engify.language";

/** English comes along with the program, so that most people wait once. */
const core: Record<Language, () => Promise<Messages>> = {
    en: () => Promise.resolve(en),
    fr: async () => (await import("../messages/fr")).fr,
};

interface Spoken {
    readonly language: Language;
    readonly messages: Messages;
    choose(language: Language): void;
}

const LanguageContext = createContext<Spoken | null>(null);

/** The language that was chosen here, else the first of the browser's that the app speaks. */
function preferred(): Language {
    const wanted = [localStorage.getItem(stored) ?? "", ...navigator.languages];
    const known = wanted.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => tag in languages);
    return known ?? "en";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
    const [language, setLanguage] = useState(preferred);
    const [spoken, setSpoken] = useState<{ language: Language; messages: Messages } | null>(
        language === "en" ? { language, messages: en } : null,
    );

    useEffect(() => {
        let isWanted = true;
        // What is read stays until the page, too, has the words of the other language.
        void core[language]().then((messages) =>
            startTransition(() => (isWanted ? setSpoken({ language, messages }) : undefined)),
        );
        return () => {
            isWanted = false;
        };
    }, [language]);

    useEffect(() => {
        if (spoken !== null) {
            document.documentElement.lang = spoken.language;
        }
    }, [spoken]);

    const value = useMemo(
        () =>
            spoken && {
                ...spoken,
                choose: (chosen: Language) => {
                    localStorage.setItem(stored, chosen);
                    setLanguage(chosen);
                },
            },
        [spoken],
    );
    return value && <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): Spoken {
    const spoken = use(LanguageContext);
    if (spoken === null) {
        throw new Error("There is no LanguageProvider around.");
    }
    return spoken;
}

/** The messages that every page may need. */
export function useMessages(): Messages {
    return useLanguage().messages;
}

/**
 * Messages that come with their pages. Call it once beside them:
 * `export const useTermMessages = pageMessages({ en: () => import("./en"), fr: () => import("./fr") });`
 * where both modules have the messages as their default export, and French is of the type of English.
 */
export function pageMessages<M>(modules: Record<Language, () => Promise<{ default: M }>>): () => M {
    const loaded = new Map<Language, Promise<{ default: M }>>();
    return () => {
        const { language } = useLanguage();
        let promise = loaded.get(language);
        if (promise === undefined) {
            promise = modules[language]();
            loaded.set(language, promise);
        }
        return use(promise).default;
    };
}
