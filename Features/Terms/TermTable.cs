using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Terms;

internal sealed class TermTable : IEntityTypeConfiguration<Term>
{
    /// <summary>On <c>email_key(code)</c>; an index on an expression, so the migration writes it in SQL.</summary>
    public const string UniqueCode = "ux_terms_code";

    public const string OfProducts = "fk_products_terms_term_id";
    public const string OfTemplates = "fk_group_session_templates_terms_term_id";

    public void Configure(EntityTypeBuilder<Term> builder)
    {
        builder.ToTable(table => table.HasCheckConstraint("ck_terms_dates", "starts_on <= ends_on"));
        builder.Property(term => term.Id).ValueGeneratedNever();
        builder.HasIndex(term => new { term.StartsOn, term.Id });
    }
}
