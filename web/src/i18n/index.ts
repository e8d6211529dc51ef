export { ownZone, useFormat, type Format } from "./format";
export { LanguageProvider, languages, pageMessages, useLanguage, useMessages, type Language } from "./language";
