export { useAddress } from "./address";
export { Money, When } from "./Amounts";
export { Badge } from "./Badge";
export { Button, LinkButton } from "./Button";
export { Choices } from "./Choices";
export { DataList, Table, type Column } from "./DataList";
export { Empty } from "./Empty";
export { Facts } from "./Facts";
export {
    CheckField,
    Form,
    NumberField,
    RadioField,
    SelectField,
    TextArea,
    TextField,
    useForm,
    type Choice,
    type Errors,
    type Field,
    type FormState,
} from "./form";
export { useGoOn } from "./goOn";
export { Loaded, Waiting } from "./Loaded";
export { notify } from "./notices";
export { Page, Section } from "./Page";
export { Note, Problem, useSentence } from "./Problem";
export { FilterField, SearchField } from "./SearchField";
export { Skeleton } from "./Skeleton";
// Dialog and ConfirmDialog are imported from "./Dialog", and Versions from "./Versions": they come with their pages.
