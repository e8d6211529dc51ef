import type { ConflictResponse, CourseDetailsResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { Conflicts } from "../../records/Conflicts";
import { RecordForm } from "../../records/RecordForm";
import { useRecordMessages } from "../../records/messages";
import { Badge, LinkButton, Loaded, Money, notify, Page, Section, Table } from "../../ui";
import { Touched } from "../bookings/Touched";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";
import { TemplateTable } from "../weekly/TemplateTable";
import { CourseTas } from "./CourseTas";
import { courseFields } from "./fields";

export function CoursePage() {
    const { courseId = "" } = useParams();
    const messages = useAdminMessages();
    const { courses } = messages;
    const read = () => engify.getCourse(courseId, { includeInactive: true });
    const course = useQuery({ queryKey: ["courses", courseId, "all"], queryFn: read });
    const [conflicts, setConflicts] = useState<readonly ConflictResponse[]>([]);
    return (
        <Page
            title={course.data?.code ?? courses.course}
            subject={course}
            lead={course.data?.name}
            back={{ to: paths.courses, label: courses.title }}
        >
            <Loaded query={course}>
                {(data) => (
                    <>
                        <Conflicts conflicts={conflicts} bookingPath={paths.booking} />
                        <CourseTas course={data} onConflicts={setConflicts} />
                        <Prices course={data} />
                        <Weekly courseId={courseId} />
                        <Section title={courses.rules}>
                            <Link to={paths.courseRules(courseId)}>{courses.rulesLink}</Link>
                        </Section>
                        <Details key={courseId} course={data} read={read} onConflicts={setConflicts} />
                    </>
                )}
            </Loaded>
        </Page>
    );
}

function Details({
    course,
    read,
    onConflicts,
}: {
    course: CourseDetailsResponse;
    read: () => Promise<CourseDetailsResponse>;
    onConflicts: (conflicts: readonly ConflictResponse[]) => void;
}) {
    const messages = useAdminMessages();
    const { save } = useRecordMessages();
    return (
        <Section title={messages.common.details}>
            <RecordForm
                name="changeCourse"
                fields={courseFields(messages)}
                record={course}
                read={read}
                send={(body, call) => engify.changeCourse(course.id, body, call)}
                touches={[["courses"], ["today"]]}
                submit={save}
                preview={(values) =>
                    course.isActive && values["isActive"] === false && <Touched filter={{ courseId: course.id }} />
                }
                done={({ code, conflicts }) => {
                    notify(messages.common.savedNamed(code));
                    onConflicts(conflicts);
                }}
            />
        </Section>
    );
}

function Prices({ course }: { course: CourseDetailsResponse }) {
    const { courses, products, common } = useAdminMessages();
    const format = useFormat();
    const query = useQuery({
        queryKey: ["courses", course.id, "products"],
        queryFn: ({ signal }) => engify.listCourseProducts(course.id, { includeInactive: true }, { signal }),
    });
    return (
        <Section
            title={courses.products}
            action={<LinkButton to={paths.newProduct(course.id)}>{courses.addProduct}</LinkButton>}
        >
            <Loaded query={query}>
                {(rows) =>
                    rows.length === 0 ? (
                        <p className="soft">{courses.noProducts}</p>
                    ) : (
                        <Table
                            label={courses.products}
                            rows={rows}
                            rowKey={({ id }) => id}
                            columns={[
                                {
                                    header: common.name,
                                    isTitle: true,
                                    cell: ({ id, name }) => <Link to={paths.product(course.id, id)}>{name}</Link>,
                                },
                                { header: products.type, cell: ({ productType }) => products.types[productType] },
                                {
                                    header: products.validity,
                                    cell: ({ includedSessions, validTo }) =>
                                        includedSessions !== null &&
                                        [
                                            products.includes(includedSessions),
                                            validTo && products.until(format.lastDay(validTo)),
                                        ]
                                            .filter(Boolean)
                                            .join(", "),
                                },
                                {
                                    header: common.state,
                                    cell: ({ isActive }) =>
                                        isActive ? (
                                            <Badge kind="good">{products.soldShort}</Badge>
                                        ) : (
                                            <Badge>{products.notSold}</Badge>
                                        ),
                                },
                                {
                                    header: common.price,
                                    align: "end",
                                    cell: ({ basePrice }) => <Money amount={basePrice} />,
                                },
                            ]}
                        />
                    )
                }
            </Loaded>
        </Section>
    );
}

function Weekly({ courseId }: { courseId: string }) {
    const { courses } = useAdminMessages();
    const query = useQuery({
        queryKey: ["templates", { courseId }],
        queryFn: ({ signal }) =>
            engify.listGroupSessionTemplates({ courseId, includeInactive: true }, { signal }).all(),
    });
    return (
        <Section
            title={courses.weekly}
            action={<LinkButton to={paths.newWeekly(courseId)}>{courses.addWeekly}</LinkButton>}
        >
            <Loaded query={query}>
                {(rows) =>
                    rows.length === 0 ? (
                        <p className="soft">{courses.noWeekly}</p>
                    ) : (
                        <TemplateTable label={courses.weekly} rows={rows} />
                    )
                }
            </Loaded>
        </Section>
    );
}
