import { EngifyProblem, NoAnswerError } from "@engify/client";
import type { ReactNode } from "react";
import { useMessages } from "../i18n";
import { Button } from "./Button";
import styles from "./Note.module.css";

/** Why something did not work, in a sentence; for a code that this page does not know, in the service's words. */
export function useSentence(): (problem: unknown) => string {
    const { problems, noAnswer } = useMessages();
    return (problem) => {
        if (problem instanceof EngifyProblem) {
            return (problems as Record<string, string>)[problem.code] ?? problem.message;
        }
        if (problem instanceof NoAnswerError) {
            return navigator.onLine ? (problem.timedOut ? noAnswer.slow : noAnswer.unreachable) : noAnswer.offline;
        }
        return noAnswer.unexpected;
    };
}

export function Problem({
    problem,
    retry,
    isRetrying = false,
}: {
    problem: unknown;
    retry?: () => void;
    isRetrying?: boolean;
}) {
    const sentence = useSentence();
    const { ui } = useMessages();
    const isOurFault = problem instanceof EngifyProblem && problem.status >= 500;
    return (
        <div role="alert" className={styles.danger}>
            <p>{sentence(problem)}</p>
            {isOurFault && <p className="small soft">{ui.reference(problem.traceId)}</p>}
            {retry && (
                <div>
                    <Button onClick={retry} busy={isRetrying}>
                        {ui.tryAgain}
                    </Button>
                </div>
            )}
        </div>
    );
}

/** A remark that stands out: by its frame and its words, not by colour alone. */
export function Note({ kind = "info", children }: { kind?: "info" | "good" | "warn" | "danger"; children: ReactNode }) {
    return <div className={styles[kind]}>{children}</div>;
}
