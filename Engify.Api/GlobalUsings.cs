global using Engify.Features.Kernel;
