using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>What clients that know nothing of the gateway ask it.</summary>
public sealed class ReflectionTests : GatewayTests
{
    [Fact]
    public async Task Reflection_lists_the_services()
    {
        ServerReflectionResponse answer = await AskAsync(new ServerReflectionRequest { ListServices = "" });
        string[] services = [.. answer.ListServicesResponse.Service.Select(service => service.Name)];
        Assert.Contains("pyner.v1.Jobs", services);
        Assert.Contains("pyner.v1.Catalogs", services);
        Assert.Contains("grpc.health.v1.Health", services);
    }

    [Theory]
    [InlineData("pyner.v1.Jobs", "WatchJob")]
    [InlineData("pyner.v1.Catalogs", "ListOrganismStrategies")]
    public async Task Reflection_describes_a_service_with_all_that_it_imports(string service, string method)
    {
        ServerReflectionResponse answer = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = service });
        FileDescriptorProto[] files = [.. answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];
        Assert.Contains(
            files.SelectMany(file => file.Service).Single(described => described.Name == service.Split('.')[^1]).Method,
            described => described.Name == method);
        string[] names = [.. files.Select(file => file.Name)];
        Assert.All(files.SelectMany(file => file.Dependency), dependency => Assert.Contains(dependency, names));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pyner.v1.Jobs")]
    [InlineData("pyner.v1.Catalogs")]
    public async Task The_health_service_says_whether_the_ledger_answers(string service)
    {
        var health = new Health.HealthClient(Gateway.Channel);
        var request = new HealthCheckRequest { Service = service };
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(request, cancellationToken: Cancellation)).Status);
        Gateway.Ledger.IsAway = true;
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await health.CheckAsync(request, cancellationToken: Cancellation)).Status);
    }

    private async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        var client = new ServerReflection.ServerReflectionClient(Gateway.Channel);
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call = client.ServerReflectionInfo(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(request, Cancellation);
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        ServerReflectionResponse answer = call.ResponseStream.Current;
        await call.RequestStream.CompleteAsync();
        return answer;
    }
}
