namespace Engify.Features.Files;

/// <summary>Rules about files.</summary>
public static class FileRules
{
    public static readonly Rule KindExists =
        new("file_kind_not_found", "There are no files of this kind", RuleKind.NotFound);

    public static readonly Rule ImportsWhole =
        new("import_failed", "The file has errors, so nothing of it was imported");
}
