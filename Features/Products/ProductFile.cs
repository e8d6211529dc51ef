using Engify.Features.Courses;
using Engify.Features.Files;
using Engify.Features.Terms;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Products;

/// <summary>Products, by their courses and types: a course sells at most one of each.</summary>
internal sealed class ProductFile(ProductTermsGiver giver) : ImportKind<ProductRow>(new ProductRow.Validator())
{
    public override string Name => "products";

    protected override string Select =>
        """
        products.id, courses.code AS course_code, products.product_type, products.name, products.base_price,
        products.description, products.included_sessions, products.valid_from, products.valid_to,
        terms.code AS term_code, products.is_active
        """;

    protected override string From =>
        """
        products
        JOIN courses ON courses.id = products.course_id
        LEFT JOIN terms ON terms.id = products.term_id
        """;

    protected override string Table => "products";

    protected override IReadOnlyList<string> Key => ["courseCode", "productType"];

    protected override string KeySql => @"email_key(courses.code || E'\n' || products.product_type)";

    protected override string Insert =>
        """
        INSERT INTO products (
            id, course_id, product_type, name, base_price, description, included_sessions, valid_from, valid_to,
            term_id, is_active)
        SELECT
            rows.id, courses.id, rows.product_type, rows.name, rows.base_price, rows.description,
            rows.included_sessions, rows.valid_from, rows.valid_to, terms.id, rows.is_active
        FROM rows
        JOIN courses ON email_key(courses.code) = email_key(rows.course_code)
        LEFT JOIN terms ON email_key(terms.code) = email_key(rows.term_code)
        """;

    protected override string Update =>
        """
        UPDATE products SET
            name = rows.name, base_price = rows.base_price, description = rows.description,
            included_sessions = rows.included_sessions, valid_from = rows.valid_from, valid_to = rows.valid_to,
            term_id = (SELECT id FROM terms WHERE email_key(code) = email_key(rows.term_code)),
            is_active = rows.is_active
        FROM rows WHERE products.id = rows.id
        """;

    protected override async Task CompleteAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<ProductRow>> rows, ImportErrors errors,
        CancellationToken cancellationToken)
    {
        var courses = await FindIdsAsync(
            db, "courses", "code", rows.Select(row => row.Row.CourseCode), cancellationToken);
        var named = rows.Select(row => row.Row.TermCode).OfType<string>().Select(KeyOf).Distinct().ToArray();
        var terms = await db.Terms
            .FromStatement($"SELECT {Database.Columns.Of<Term>()} FROM terms WHERE email_key(code) = ANY ({named})")
            .ToDictionaryAsync(term => KeyOf(term.Code), cancellationToken);
        foreach (var row in rows)
        {
            if (!courses.ContainsKey(KeyOf(row.Row.CourseCode)))
                errors.Add(row.Line, "courseCode", FileFault.Of(CourseRules.Exists));
            var term = row.Row.TermCode is { } code ? terms.GetValueOrDefault(KeyOf(code)) : null;
            if (row.Row.TermCode is not null && term is null)
                errors.Add(row.Line, "termCode", FileFault.Of(TermRules.Exists));
            else
                Complete(row, term, errors);
        }
    }

    private void Complete(ImportRow<ProductRow> row, Term? term, ImportErrors errors)
    {
        try
        {
            giver.MustBePayable(row.Row.Terms);
            var validity = giver.ValidityOf(row.Row.Terms, term);
            row.Row = row.Row with { ValidFrom = validity?.Start, ValidTo = validity?.End, TermCode = term?.Code };
        }
        catch (ValidationException invalid)
        {
            foreach (var failure in invalid.Errors)
                errors.Add(row.Line, failure.PropertyName, FileFault.Of(failure));
        }
    }
}

/// <summary>A product in a file.</summary>
internal sealed record ProductRow(
    string CourseCode, ProductType ProductType, string Name, decimal BasePrice, string? Description = null,
    int? IncludedSessions = null, DateTimeOffset? ValidFrom = null, DateTimeOffset? ValidTo = null,
    string? TermCode = null, bool IsActive = true)
    : IHaveProductTerms
{
    public ProductTerms Terms =>
        new(Name, ProductType, BasePrice, Description, IncludedSessions, ValidFrom, ValidTo, IsActive: IsActive);

    internal sealed class Validator : ProductTermsValidator<ProductRow>;
}
