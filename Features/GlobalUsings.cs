global using Engify.Features.Database;
global using Engify.Features.Http;
global using Engify.Features.Kernel;
global using Engify.Features.Pipeline;
