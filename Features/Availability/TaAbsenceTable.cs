using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Availability;

internal sealed class TaAbsenceTable : IEntityTypeConfiguration<TaAbsence>
{
    public void Configure(EntityTypeBuilder<TaAbsence> builder)
    {
        builder.ToTable(
            "ta_absences", table => table.HasCheckConstraint("ck_ta_absences_times", "starts_at < ends_at"));
        builder.Property(absence => absence.Id).ValueGeneratedNever();
        builder.Property(absence => absence.Reason)
            .HasConversion(reason => reason!.Ciphertext, ciphertext => new ProtectedText(ciphertext));
        builder.HasIndex(absence => new { absence.TaId, absence.StartsAt, absence.Id });
        builder.HasOne<Ta>().WithMany().HasForeignKey(absence => absence.TaId).OnDelete(DeleteBehavior.Cascade);
    }
}
