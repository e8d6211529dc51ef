global using Engify.Features.Kernel;
global using Engify.Tests.Harness;
