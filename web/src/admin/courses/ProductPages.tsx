import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { engify } from "../../api/engify";
import { useInstitution } from "../../api/queries";
import { RecordForm } from "../../records/RecordForm";
import { useRecordMessages } from "../../records/messages";
import { Loaded, notify, Page, useGoOn } from "../../ui";
import { useAdminMessages } from "../messages";
import { paths } from "../paths";
import { useTerms } from "../terms/useTerms";
import { productFields } from "./productFields";

const touches = [["courses"], ["products"], ["today"]];

function useCourse(courseId: string) {
    return useQuery({
        queryKey: ["courses", courseId, "all"],
        queryFn: () => engify.getCourse(courseId, { includeInactive: true }),
    });
}

function useFields() {
    const messages = useAdminMessages();
    const institution = useInstitution();
    const terms = useTerms();
    return productFields(messages, institution.data?.currency ?? "", terms.data ?? []);
}

export function NewProduct() {
    const { courseId = "" } = useParams();
    const { products, courses, common } = useAdminMessages();
    const goOn = useGoOn();
    const fields = useFields();
    const course = useCourse(courseId);
    const code = course.data?.code ?? courses.course;
    return (
        <Page title={products.newTitle(code)} back={{ to: paths.course(courseId), label: code }} width="narrow">
            <RecordForm
                name={`createProduct:${courseId}`}
                fields={fields}
                record={{ isActive: true }}
                send={(body, call) => engify.createProduct(courseId, body, call)}
                touches={touches}
                submit={courses.addProduct}
                done={({ name }) => {
                    notify(common.created(name));
                    return goOn(paths.course(courseId), { replace: true });
                }}
            />
        </Page>
    );
}

export function ProductPage() {
    const { courseId = "", productId = "" } = useParams();
    const { courses, common } = useAdminMessages();
    const { save } = useRecordMessages();
    const goOn = useGoOn();
    const fields = useFields();
    const course = useCourse(courseId);
    const read = () => engify.getProduct(productId);
    const product = useQuery({ queryKey: ["products", productId], queryFn: read });
    return (
        <Page
            title={product.data?.name ?? courses.products}
            subject={product}
            back={{ to: paths.course(courseId), label: course.data?.code ?? courses.course }}
            width="narrow"
        >
            <Loaded query={product}>
                {(data) => (
                    <RecordForm
                        key={data.id}
                        name="changeProduct"
                        fields={fields}
                        record={data}
                        read={read}
                        send={(body, call) => engify.changeProduct(productId, body, call)}
                        touches={touches}
                        submit={save}
                        done={({ name }) => {
                            notify(common.savedNamed(name));
                            return goOn(paths.course(courseId));
                        }}
                    />
                )}
            </Loaded>
        </Page>
    );
}
