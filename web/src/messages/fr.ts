import type { Messages } from "./en";
import { account } from "./fr/account";
import { common } from "./fr/common";
import { faults } from "./fr/faults";
import { problems } from "./fr/problems";
import { student } from "./fr/student";

export const fr: Messages = { ...common, account, faults, problems, student };
