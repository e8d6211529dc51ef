namespace Engify.Features.Products.CreateProduct;

internal sealed class CreateProductValidator : ProductTermsValidator<CreateProductRequest>;
