using Engify.Features.Courses;
using Engify.Features.Terms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Products;

internal sealed class ProductTable : IEntityTypeConfiguration<Product>
{
    public const string OncePerType = "ix_products_course_id_product_type";

    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable(table =>
        {
            table.HasCheckConstraint(
                "ck_products_product_type", UpperSnakeConverter<ProductType>.Check("product_type"));
            table.HasCheckConstraint(
                "ck_products_bundle_terms",
                """
                CASE WHEN product_type IN ('FULL_SEMESTER_BUNDLE', 'MIDTERM_FINAL_BUNDLE')
                     THEN included_sessions IS NOT NULL AND included_sessions > 0
                          AND valid_from IS NOT NULL AND valid_to IS NOT NULL AND valid_from < valid_to
                     ELSE included_sessions IS NULL AND valid_from IS NULL AND valid_to IS NULL
                END
                """);
        });
        builder.Property(product => product.Id).ValueGeneratedNever();
        builder.Property(product => product.BasePrice).HasPrecision(10, 2);
        builder.HasIndex(product => new { product.CourseId, product.ProductType })
            .HasDatabaseName(OncePerType).IsUnique();
        builder.HasIndex(product => product.TermId).HasFilter("term_id IS NOT NULL");
        builder.HasOne<Term>().WithMany().HasForeignKey(product => product.TermId)
            .HasConstraintName(TermTable.OfProducts).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Course>().WithMany().HasForeignKey(product => product.CourseId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
