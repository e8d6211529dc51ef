import type { CourseResponse, ProductResponse } from "@engify/client";
import { useParams } from "react-router";
import { engify, useStudentId } from "../api/engify";
import { useCommand } from "../api/queries";
import { useFormat, useMessages } from "../i18n";
import { Button, Facts, LinkButton, Loaded, Money, notify, Page, Problem, useGoOn } from "../ui";
import { useSupportOptions } from "./options";

export default function BuyBundle() {
    const { nav, student } = useMessages();
    const t = student.buy;
    const { courseId = "", productId = "" } = useParams();
    const options = useSupportOptions(courseId);
    const product = options.data?.products.find(
        ({ id, includedSessions }) => id === productId && includedSessions !== null,
    );
    return (
        <Page
            title={product ? t.title(product.name) : options.data ? t.gone : nav.courses}
            subject={options}
            back={{ to: `/courses/${courseId}`, label: options.data?.course.code ?? t.toCourse }}
            width="narrow"
        >
            <Loaded query={options}>
                {({ course }) =>
                    product ? (
                        <Offer course={course} product={product} />
                    ) : (
                        <div>
                            <LinkButton to={`/courses/${courseId}`}>{t.toCourse}</LinkButton>
                        </div>
                    )
                }
            </Loaded>
        </Page>
    );
}

function Offer({ course, product }: { course: CourseResponse; product: ProductResponse }) {
    const t = useMessages().student.buy;
    const format = useFormat();
    const studentId = useStudentId();
    const goOn = useGoOn();
    const { includedSessions: sessions, validFrom, validTo } = product;
    const buy = useCommand({
        name: `buy:${product.id}`,
        send: (_: null, call) => engify.purchaseBundle(course.id, { studentId, productId: product.id }, call),
        touches: [["bundles"], ["support-options"]],
        done: () => {
            notify(t.bought(product.name));
            return goOn("/bundles");
        },
    });
    return (
        <>
            <Facts
                facts={[
                    [t.course, `${course.code} ${course.name}`],
                    [t.sessions, sessions],
                    [
                        t.price,
                        <>
                            <Money amount={product.basePrice} />
                            {sessions && (
                                <span className="soft">
                                    {" "}
                                    ({t.perSession(format.money(product.basePrice / sessions))})
                                </span>
                            )}
                        </>,
                    ],
                    [t.valid, validFrom && validTo && t.between(format.firstDay(validFrom), format.lastDay(validTo))],
                ]}
            />
            <p className="soft">{t.terms}</p>
            {buy.problem !== null && <Problem problem={buy.problem} />}
            <div>
                <Button look="primary" busy={buy.isPending} onClick={() => buy.run(null)}>
                    {t.buy(format.money(product.basePrice))}
                </Button>
            </div>
        </>
    );
}
