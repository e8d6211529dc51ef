import type { StudentResponse } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { engify } from "../../api/engify";
import { useCommand, useList } from "../../api/queries";
import { useFormat } from "../../i18n";
import { Button, DataList, Form, Money, notify, Section, SelectField, useForm } from "../../ui";
import { Dialog, GoBack } from "../../ui/Dialog";
import { useAllCourses } from "../courses/useAllCourses";
import { useAdminMessages } from "../messages";

export function StudentBundles({ student }: { student: StudentResponse }) {
    const { students, common } = useAdminMessages();
    const format = useFormat();
    const [isSelling, setSelling] = useState(false);
    const courses = useAllCourses();
    const list = useList(["bundles", student.id], (cursor, signal) =>
        engify.listStudentBundles(student.id, { cursor, limit: 10 }, { signal }).page(),
    );
    return (
        <Section
            title={students.bundles}
            action={student.isActive && <Button onClick={() => setSelling(true)}>{students.sell}</Button>}
        >
            <DataList
                label={students.bundles}
                list={list}
                rowKey={({ id }) => id}
                columns={[
                    { header: common.name, isTitle: true, cell: ({ product }) => product.name },
                    {
                        header: common.course,
                        cell: ({ courseId }) => courses.data?.find(({ id }) => id === courseId)?.code,
                    },
                    {
                        header: students.left,
                        cell: ({ remainingSessions, totalSessions }) =>
                            students.remaining(remainingSessions, totalSessions),
                    },
                    { header: common.until, cell: ({ validTo }) => format.lastDay(validTo) },
                    { header: common.price, align: "end", cell: ({ pricePaid }) => <Money amount={pricePaid} /> },
                ]}
                empty={<p className="soft">{students.noBundles}</p>}
            />
            {isSelling && <Sell student={student} onClose={() => setSelling(false)} />}
        </Section>
    );
}

function Sell({ student, onClose }: { student: StudentResponse; onClose: () => void }) {
    const { students, common } = useAdminMessages();
    const { money } = useFormat();
    const courses = useAllCourses();
    const form = useForm({
        initial: { courseId: "", productId: "" },
        check: ({ courseId, productId }) => ({
            ...(courseId === "" ? { courseId: students.chooseCourse } : {}),
            ...(courseId !== "" && productId === "" ? { productId: students.chooseBundle } : {}),
        }),
    });
    const { courseId } = form.values;
    const products = useQuery({
        queryKey: ["courses", courseId, "sold"],
        queryFn: ({ signal }) => engify.listCourseProducts(courseId, {}, { signal }),
        enabled: courseId !== "",
    });
    const bundles = (products.data ?? []).filter(({ includedSessions }) => includedSessions !== null);
    const sell = useCommand({
        name: `purchaseBundle:${student.id}`,
        send: (input: { courseId: string; productId: string }, call) =>
            engify.purchaseBundle(input.courseId, { studentId: student.id, productId: input.productId }, call),
        touches: [["bundles"]],
        done: ({ product }) => {
            notify(students.sold(product.name));
            onClose();
        },
    });
    return (
        <Dialog title={students.sell} onClose={onClose}>
            <p className="soft">{students.sellHint}</p>
            <Form
                form={form}
                submit={students.sell}
                isPending={sell.isPending}
                problem={sell.problem}
                aside={<GoBack onClick={onClose} />}
                send={(values) => sell.run(values)}
            >
                <SelectField
                    field={{
                        ...form.field("courseId"),
                        onChange: (value) => form.set({ courseId: value, productId: "" }),
                    }}
                    label={common.course}
                    none=""
                    choices={(courses.data ?? [])
                        .filter(({ isActive }) => isActive)
                        .map(({ id, code, name }) => ({ value: id, label: `${code}, ${name}` }))}
                />
                {courseId !== "" &&
                    products.data !== undefined &&
                    (bundles.length === 0 ? (
                        <p className="soft">{students.noBundlesForSale}</p>
                    ) : (
                        <SelectField
                            field={form.field("productId")}
                            label={students.bundle}
                            none=""
                            choices={bundles.map(({ id, name, basePrice }) => ({
                                value: id,
                                label: `${name}, ${money(basePrice)}`,
                            }))}
                        />
                    ))}
            </Form>
        </Dialog>
    );
}
