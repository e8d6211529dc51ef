import { useRouteError } from "react-router";
import { useMessages } from "../i18n";
import { Button, Empty, LinkButton, Page } from "../ui";

/** A page could not be loaded, or failed: mostly because a newer version is being served meanwhile. */
export function RouteFailure() {
    const error = useRouteError();
    const { ui } = useMessages();
    console.error(error);
    return (
        <Page title={ui.failed.title} width="narrow">
            <Empty
                title={ui.failed.text}
                action={
                    <Button look="primary" onClick={() => location.reload()}>
                        {ui.failed.reload}
                    </Button>
                }
            />
        </Page>
    );
}

export function NotFound() {
    const { ui } = useMessages();
    return (
        <Page title={ui.notFound.title} width="narrow">
            <Empty title={ui.notFound.text} action={<LinkButton to="/">{ui.toStart}</LinkButton>} />
        </Page>
    );
}
