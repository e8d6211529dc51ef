import { pageMessages } from "../i18n";

export const useSessionMessages = pageMessages({ en: () => import("./en"), fr: () => import("./fr") });
