import { useMutation } from "@tanstack/react-query";
import { useInstitution } from "../api/queries";
import { useMessages } from "../i18n";
import { Button, Problem } from "../ui";
import { addressAtIssuer } from "./issuer";

/** Signs in at the institution's own identity provider, where it has one. */
export function IssuerButton({ next }: { next: string }) {
    const t = useMessages().account;
    const issuer = useInstitution().data?.outsideIssuer;
    const leave = useMutation({
        mutationFn: async () => {
            if (issuer) {
                location.assign(await addressAtIssuer(issuer, next));
            }
        },
    });
    return (
        issuer && (
            <div className="stack">
                {leave.error && <Problem problem={leave.error} />}
                <div>
                    <Button look="primary" busy={leave.isPending} onClick={() => leave.mutate()}>
                        {t.signInWith(issuer.name)}
                    </Button>
                </div>
            </div>
        )
    );
}
