import { useQuery } from "@tanstack/react-query";
import { Navigate, useSearchParams } from "react-router";
import { session } from "../api/engify";
import { useInstitution } from "../api/queries";
import { useMessages } from "../i18n";
import { Empty, LinkButton, Loaded, Page, Skeleton } from "../ui";
import { sessionFromIssuer } from "./issuer";

/** Where the institution's identity provider sends people back. */
export default function SignedIn() {
    const t = useMessages().account;
    const [answer] = useSearchParams();
    const issuer = useInstitution().data?.outsideIssuer;
    const begun = useQuery({
        queryKey: ["issuer", answer.get("state")],
        enabled: issuer !== undefined,
        staleTime: Infinity, // The answer is good for one use.
        queryFn: async () => {
            if (!issuer) {
                return null;
            }
            const { session: own, next } = await sessionFromIssuer(issuer, answer);
            session.begin(own);
            return next;
        },
    });
    return (
        <Page title={t.signIn} width="narrow">
            {begun.isError || begun.data === null ? (
                <Empty title={t.issuerFailed} action={<LinkButton to="/sign-in">{t.signIn}</LinkButton>}>
                    {t.issuerFailedText}
                </Empty>
            ) : (
                <Loaded query={begun} skeleton={<Skeleton lines={3} />}>
                    {(next) => <Navigate replace to={next ?? "/"} />}
                </Loaded>
            )}
        </Page>
    );
}
