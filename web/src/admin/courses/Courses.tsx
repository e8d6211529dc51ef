import { Link } from "react-router";
import { engify } from "../../api/engify";
import { Badge, LinkButton } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";
import { ResourceList } from "../ResourceList";

export function Courses() {
    const { courses, common } = useAdminMessages();
    const add = (
        <LinkButton to={paths.newCourse} look="primary">
            {courses.add}
        </LinkButton>
    );
    return (
        <ResourceList
            title={courses.title}
            action={add}
            searchLabel={courses.searchLabel}
            queryKey={["courses", "list"]}
            load={(asked, signal) => engify.listCourses(asked, { signal }).page()}
            hasInactive
            columns={[
                {
                    header: courses.code,
                    isTitle: true,
                    cell: ({ id, code }) => <Link to={paths.course(id)}>{code}</Link>,
                },
                { header: common.name, cell: ({ name }) => name },
                {
                    header: common.state,
                    cell: ({ isActive }) =>
                        isActive ? <Badge kind="good">{courses.offeredShort}</Badge> : <Badge>{common.inactive}</Badge>,
                },
            ]}
            empty={{ title: courses.empty, hint: courses.emptyHint, action: add }}
        />
    );
}
