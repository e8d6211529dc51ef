import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useMessages } from "../i18n";
import { Button } from "./Button";
import styles from "./Dialog.module.css";
import { Problem } from "./Problem";

/** Over the page until it is answered; Escape and a click beside it close it, unless it has no way out. */
export function Dialog({
    title,
    onClose,
    role = "dialog",
    children,
}: {
    title: string;
    /** Without it there is no way round the dialog. */
    onClose?: (() => void) | undefined;
    role?: "dialog" | "alertdialog";
    children: ReactNode;
}) {
    return (
        <ModalOverlay
            isOpen
            className={styles.veil ?? ""}
            isDismissable={onClose !== undefined && role === "dialog"}
            isKeyboardDismissDisabled={onClose === undefined}
            onOpenChange={(isOpen) => !isOpen && onClose?.()}
        >
            <Modal className={styles.modal ?? ""}>
                <AriaDialog role={role} className={styles.dialog ?? ""}>
                    <Heading slot="title" level={2}>
                        {title}
                    </Heading>
                    {children}
                </AriaDialog>
            </Modal>
        </ModalOverlay>
    );
}

/** The way out of a dialog, in sight beside what it does. */
export function GoBack({ onClick }: { onClick: () => void }) {
    const { ui } = useMessages();
    return (
        <Button look="quiet" onClick={onClick}>
            {ui.goBack}
        </Button>
    );
}

/** Asks before something is done that cannot be undone. The button says what will happen. */
export function ConfirmDialog({
    title,
    action,
    isPending = false,
    problem,
    onConfirm,
    onClose,
    children,
}: {
    title: string;
    action: string;
    isPending?: boolean;
    problem?: unknown;
    onConfirm: () => void;
    onClose: () => void;
    children?: ReactNode;
}) {
    return (
        <Dialog title={title} role="alertdialog" onClose={onClose}>
            {children}
            {problem !== null && problem !== undefined && <Problem problem={problem} />}
            <div className="row">
                <Button look="danger" busy={isPending} onClick={onConfirm}>
                    {action}
                </Button>
                <GoBack onClick={onClose} />
            </div>
        </Dialog>
    );
}
