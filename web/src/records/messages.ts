import { pageMessages } from "../i18n";

export const useRecordMessages = pageMessages({ en: () => import("./en"), fr: () => import("./fr") });
