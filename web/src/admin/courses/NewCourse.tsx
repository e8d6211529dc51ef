import { engify } from "../../api/engify";
import { RecordForm } from "../../records/RecordForm";
import { notify, Page, useGoOn } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";
import { courseFields } from "./fields";

export function NewCourse() {
    const messages = useAdminMessages();
    const { courses, common } = messages;
    const goOn = useGoOn();
    return (
        <Page title={courses.newTitle} back={{ to: paths.courses, label: courses.title }} width="narrow">
            <RecordForm
                name="createCourse"
                fields={courseFields(messages)}
                record={{ isActive: true }}
                send={(body, call) => engify.createCourse(body, call)}
                touches={[["courses"], ["today"]]}
                submit={courses.add}
                done={({ id, code }) => {
                    notify(common.created(code));
                    return goOn(paths.course(id), { replace: true });
                }}
            />
        </Page>
    );
}
