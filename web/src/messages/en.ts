import { account } from "./en/account";
import { common } from "./en/common";
import { faults } from "./en/faults";
import { problems } from "./en/problems";
import { student } from "./en/student";

/** Every sentence that the app says, by the page that says it. */
export const en = { ...common, account, faults, problems, student };

export type Messages = typeof en;
