import { pageMessages } from "../i18n";

export const useTaMessages = pageMessages({ en: () => import("./en"), fr: () => import("./fr") });
