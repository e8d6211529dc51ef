namespace Engify.Features.Products.ChangeProduct;

internal sealed class ChangeProductValidator : ProductTermsValidator<ChangeProductRequest>;
