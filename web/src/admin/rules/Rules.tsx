import type { BookingTerms, CourseBookingRulesResponse, OwnBookingRules } from "@engify/client";
import { etagOf } from "@engify/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { engify } from "../../api/engify";
import { useFormat } from "../../i18n";
import { useRecordMessages } from "../../records/messages";
import type { Field } from "../../records/record";
import { RecordForm } from "../../records/RecordForm";
import { Loaded, notify, Page, Section, Table } from "../../ui";
import { useAdminMessages, type AdminMessages } from "../messages";
import { paths } from "../paths";

const touches = [["rules"], ["slots"], ["courses"]];

/** The institution's rules say everything; a course's leave empty what they inherit. */
function ruleFields({ rules }: AdminMessages, isInstitution: boolean): Field[] {
    return [
        {
            name: "noticeMinutes",
            label: rules.notice,
            kind: "integer",
            hint: rules.noticeHint,
            required: isInstitution,
            minimum: 0,
        },
        { name: "horizonDays", label: rules.horizon, kind: "integer", required: isInstitution, minimum: 1 },
        {
            name: "stepMinutes",
            label: rules.step,
            kind: "integer",
            hint: isInstitution ? rules.stepHint : undefined,
            minimum: 1,
            maximum: 1440,
        },
        {
            name: "durations",
            label: rules.durations,
            kind: "integers",
            hint: isInstitution ? rules.durationsHint : undefined,
            minimum: 15,
            maximum: 480,
        },
        {
            name: "studentMaxMinutesPerWeek",
            label: rules.studentMax,
            kind: "integer",
            hint: isInstitution ? rules.noLimit : undefined,
            minimum: 1,
        },
        isInstitution
            ? { name: "requiresHours", label: rules.requiresHours, kind: "switch", hint: rules.requiresHoursHint }
            : {
                  name: "requiresHours",
                  label: rules.requiresHours,
                  kind: "yes-no",
                  none: rules.inherit,
                  hint: rules.requiresHoursHint,
              },
    ];
}

const readRules = () => engify.getBookingRules();

export function BookingRules() {
    const messages = useAdminMessages();
    const { rules } = messages;
    const { save } = useRecordMessages();
    const query = useQuery({ queryKey: ["rules"], queryFn: readRules });
    return (
        <Page title={rules.title} lead={`${rules.intro} ${rules.perCourse}`} width="narrow">
            <Loaded query={query}>
                {(data) => (
                    <RecordForm
                        name="changeBookingRules"
                        fields={ruleFields(messages, true)}
                        record={data}
                        read={readRules}
                        send={(body, call) => engify.changeBookingRules(body, call)}
                        touches={touches}
                        submit={save}
                        done={() => notify(rules.saved)}
                    />
                )}
            </Loaded>
        </Page>
    );
}

export function CourseRules() {
    const { courseId = "" } = useParams();
    const messages = useAdminMessages();
    const { rules, courses } = messages;
    const { save } = useRecordMessages();
    const course = useQuery({
        queryKey: ["courses", courseId, "all"],
        queryFn: () => engify.getCourse(courseId, { includeInactive: true }),
    });
    const query = useQuery({
        queryKey: ["rules", courseId],
        queryFn: () => engify.getCourseBookingRules(courseId, { includeInactive: true }),
    });
    const code = course.data?.code ?? courses.course;
    return (
        <Page
            title={rules.courseTitle(code)}
            subject={course}
            lead={rules.courseIntro}
            back={{ to: paths.course(courseId), label: code }}
            width="narrow"
        >
            <Loaded query={query}>
                {(data) => (
                    <>
                        <Section title={rules.effective}>
                            <Effective rules={data} />
                        </Section>
                        <Section title={rules.own}>
                            <RecordForm
                                key={courseId}
                                name={`changeCourseBookingRules:${courseId}`}
                                fields={ruleFields(messages, false)}
                                record={data.own}
                                tag={etagOf(data)}
                                read={() => engify.getCourseBookingRules(courseId, { includeInactive: true })}
                                recordOf={({ own }) => own}
                                send={(body, call) => engify.changeCourseBookingRules(courseId, body, call)}
                                touches={touches}
                                submit={save}
                                done={() => notify(rules.saved)}
                            />
                        </Section>
                    </>
                )}
            </Loaded>
        </Page>
    );
}

/** What holds for a course now, and who says so. */
function Effective({ rules: { own, ...effective } }: { rules: CourseBookingRulesResponse }) {
    const { rules } = useAdminMessages();
    const { yes, no } = useRecordMessages();
    const format = useFormat();
    const row = <Name extends keyof BookingTerms & keyof OwnBookingRules>(
        name: Name,
        label: string,
        value: string,
    ) => ({
        name,
        label,
        value,
        isOwn: own[name] !== null,
    });
    const { noticeMinutes, horizonDays, stepMinutes, durations, studentMaxMinutesPerWeek, requiresHours } = effective;
    const rows = [
        row("noticeMinutes", rules.notice, format.number(noticeMinutes)),
        row("horizonDays", rules.horizon, format.number(horizonDays)),
        row("stepMinutes", rules.step, stepMinutes === null ? rules.anyTime : format.number(stepMinutes)),
        row("durations", rules.durations, durations === null ? rules.anyDuration : durations.join(", ")),
        row(
            "studentMaxMinutesPerWeek",
            rules.studentMax,
            studentMaxMinutesPerWeek === null ? rules.noneSet : format.number(studentMaxMinutesPerWeek),
        ),
        row("requiresHours", rules.requiresHours, requiresHours ? yes : no),
    ];
    return (
        <Table
            label={rules.effective}
            rows={rows}
            rowKey={({ name }) => name}
            columns={[
                { header: rules.rule, isTitle: true, cell: ({ label }) => label },
                { header: rules.value, align: "end", cell: ({ value }) => value },
                { header: rules.source, cell: ({ isOwn }) => (isOwn ? rules.own : rules.inherited) },
            ]}
        />
    );
}
