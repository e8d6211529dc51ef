import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { engify } from "../../api/engify";
import { DaysOff } from "../../ta/DaysOff";
import { HoursEditor } from "../../ta/HoursEditor";
import { useTaMessages } from "../../ta/messages";
import { WeekView } from "../../ta/WeekView";
import { Page } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";

function useTaOfPage() {
    const { taId = "" } = useParams();
    const { tas } = useAdminMessages();
    const ta = useQuery({ queryKey: ["tas", taId], queryFn: () => engify.getTa(taId) });
    const name = ta.data?.name ?? tas.ta;
    return { taId, name, subject: ta, back: { to: paths.ta(taId), label: name } };
}

export function TaWeek() {
    const { taId, name, subject, back } = useTaOfPage();
    const { week } = useTaMessages();
    return (
        <Page title={week.titleOf(name)} subject={subject} back={back}>
            <WeekView taId={taId} sessionPath={paths.booking} hoursPath={paths.taHours(taId)} />
        </Page>
    );
}

export function TaHours() {
    const { taId, name, subject, back } = useTaOfPage();
    const { hours } = useTaMessages();
    return (
        <Page title={hours.titleOf(name)} subject={subject} back={back} width="narrow">
            <HoursEditor taId={taId} />
        </Page>
    );
}

export function TaDaysOff() {
    const { taId, name, subject, back } = useTaOfPage();
    const { daysOff } = useTaMessages();
    return (
        <Page title={daysOff.titleOf(name)} lead={daysOff.intro} subject={subject} back={back}>
            <DaysOff taId={taId} sessionPath={paths.booking} />
        </Page>
    );
}
