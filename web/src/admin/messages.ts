import { pageMessages } from "../i18n";
import type en from "./en";

export type AdminMessages = typeof en;

export const useAdminMessages = pageMessages({ en: () => import("./en"), fr: () => import("./fr") });
