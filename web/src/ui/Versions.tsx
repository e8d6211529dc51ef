import { useMessages } from "../i18n";
import { Button } from "./Button";
import { Table } from "./DataList";
import { Note } from "./Problem";

export interface Version {
    readonly label: string;
    readonly mine: string;
    readonly theirs: string;
}

/** Somebody else was faster: shows what they wrote beside what the user wrote, who then chooses. */
export function Versions({
    versions,
    onKeepMine,
    onTakeTheirs,
}: {
    versions: readonly Version[];
    onKeepMine: () => void;
    onTakeTheirs: () => void;
}) {
    const { ui } = useMessages();
    const different = versions.filter(({ mine, theirs }) => mine !== theirs);
    return (
        <div role="alert">
            <Note kind="warn">
                <p>{different.length === 0 ? ui.versions.same : ui.versions.explain}</p>
                {different.length > 0 && (
                    <Table
                        label={ui.versions.label}
                        rows={different}
                        rowKey={({ label }) => label}
                        columns={[
                            { header: ui.versions.field, cell: ({ label }) => label, isTitle: true },
                            { header: ui.versions.theirs, cell: ({ theirs }) => theirs || "–" },
                            { header: ui.versions.mine, cell: ({ mine }) => mine || "–" },
                        ]}
                    />
                )}
                <div className="row">
                    <Button onClick={onKeepMine}>{ui.versions.keepMine}</Button>
                    <Button look="quiet" onClick={onTakeTheirs}>
                        {ui.versions.takeTheirs}
                    </Button>
                </div>
            </Note>
        </div>
    );
}
