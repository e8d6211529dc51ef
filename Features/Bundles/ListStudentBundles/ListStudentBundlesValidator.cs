using FluentValidation;

namespace Engify.Features.Bundles.ListStudentBundles;

internal sealed class ListStudentBundlesValidator : AbstractValidator<ListStudentBundlesRequest>
{
    public ListStudentBundlesValidator() => RuleFor(request => request.Limit).PageLimit();
}
