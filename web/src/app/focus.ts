import { useEffect } from "react";

/**
 * Keeps the focus in sight: when what had it is gone, such as the button of what has just been cancelled, the heading
 * of the part that it was in has it.
 */
export function useKeptFocus(): void {
    useEffect(() => {
        let last: Element | null = null;
        let around: Element[] = [];
        const remember = ({ target }: FocusEvent) => {
            const now = target as Element;
            if (now.closest("[role=dialog], [role=alertdialog]") !== null) {
                return; // It gives the focus back to what had it before.
            }
            const main = now.closest("main");
            last = main === null ? null : now;
            around = [];
            for (let at = now.parentElement; at !== null && main?.contains(at) === true; at = at.parentElement) {
                around.push(at);
            }
        };
        const rescue = () => {
            if (last === null || last.isConnected || document.activeElement !== document.body) {
                return;
            }
            const heading = around
                .filter((each) => each.isConnected)
                .map((each) => each.querySelector<HTMLElement>("h1, h2"))
                .find((each) => each !== null);
            heading?.setAttribute("tabindex", "-1");
            heading?.focus();
        };
        // Whoever removes it may have a better place for the focus; a frame later they have moved it there. Below a
        // dialog nothing can have it, so this looks again when the dialog is gone.
        const observer = new MutationObserver(() => requestAnimationFrame(rescue));
        observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["inert", "aria-hidden"] });
        document.addEventListener("focusin", remember);
        return () => {
            observer.disconnect();
            document.removeEventListener("focusin", remember);
        };
    }, []);
}
