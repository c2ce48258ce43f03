namespace Pyner.Architecture.Tests;

/// <summary>Arrows between projects run one way: hosts, adapters, pipeline, domain, xml.</summary>
public sealed class LayerTests
{
    // What a project may refer to, directly. A project that is not listed does not belong in the product.
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Pyner.Xml"] = [],
        ["Pyner.Xml.Gpu"] = ["Pyner.Xml"],
        ["Pyner.Sra"] = ["Pyner.Xml"],
        ["Pyner.KnowledgeBase"] = ["Pyner.Sra"],
        ["Pyner.Pipeline"] = ["Pyner.KnowledgeBase"],
        ["Pyner.Ledger"] = ["Pyner.Pipeline"],
        ["Pyner.Parquet"] = ["Pyner.Pipeline"],
        ["Pyner.Query"] = ["Pyner.Pipeline"],
        ["Pyner.Contracts"] = [],
        ["Pyner.ServiceDefaults"] = [],
        ["Pyner.Gateway"] = ["Pyner.Contracts", "Pyner.Ledger", "Pyner.ServiceDefaults"],
        ["Pyner.Scanner"] = ["Pyner.Contracts", "Pyner.Ledger", "Pyner.ServiceDefaults"],
        ["Pyner.Worker"] = ["Pyner.Contracts", "Pyner.Ledger", "Pyner.ServiceDefaults", "Pyner.Xml.Gpu"],
        ["Pyner.Aggregator"] = ["Pyner.Contracts", "Pyner.Ledger", "Pyner.Parquet", "Pyner.ServiceDefaults"],
        ["Pyner.AppHost"] = ["Pyner.Aggregator", "Pyner.Gateway", "Pyner.Scanner", "Pyner.Worker"],
        ["Pyner.Verification"] = [],
        ["Pyner.Corpus"] = [],
        ["Pyner.Cli"] = ["Pyner.Contracts", "Pyner.Parquet", "Pyner.Pipeline", "Pyner.Query", "Pyner.Xml.Gpu", "Pyner.Verification", "Pyner.Corpus"],
    };

    // Checks and hashes that are standards: there is nothing to replace.
    private static readonly HashSet<string> s_anyUser = ["System.IO.Hashing"];

    // Packages that exactly one project may use, so that a library can be replaced in one place.
    private static readonly Dictionary<string, string> s_onlyUser = new()
    {
        ["Aspire.Hosting.RabbitMQ"] = "Pyner.AppHost",
        ["Aspire.Hosting.Redis"] = "Pyner.AppHost",
        ["ILGPU"] = "Pyner.Xml.Gpu",
        ["Apache.Arrow"] = "Pyner.Parquet",
        ["DuckDB.NET.Bindings.Full"] = "Pyner.Query",
        ["Microsoft.Data.Sqlite"] = "Pyner.Pipeline",
        ["ParquetSharp"] = "Pyner.Parquet",
        ["Spectre.Console"] = "Pyner.Cli",
        ["System.CommandLine"] = "Pyner.Cli",
        ["Grpc.Net.Client"] = "Pyner.Cli",
        ["StackExchange.Redis"] = "Pyner.Ledger",
        ["Google.Api.CommonProtos"] = "Pyner.Contracts",
        ["Google.Protobuf"] = "Pyner.Contracts",
        ["Grpc.AspNetCore.HealthChecks"] = "Pyner.Gateway",
        ["Grpc.AspNetCore.Server.Reflection"] = "Pyner.Gateway",
        ["Microsoft.AspNetCore.Authentication.JwtBearer"] = "Pyner.Gateway",
        ["Microsoft.AspNetCore.Grpc.JsonTranscoding"] = "Pyner.Gateway",
        ["Grpc.StatusProto"] = "Pyner.Contracts",
        ["Grpc.Tools"] = "Pyner.Contracts",
        ["MassTransit.RabbitMQ"] = "Pyner.ServiceDefaults",
        ["Microsoft.Extensions.Http.Resilience"] = "Pyner.ServiceDefaults",
        ["Microsoft.Extensions.ServiceDiscovery"] = "Pyner.ServiceDefaults",
        ["OpenTelemetry.Exporter.OpenTelemetryProtocol"] = "Pyner.ServiceDefaults",
        ["OpenTelemetry.Exporter.Prometheus.AspNetCore"] = "Pyner.ServiceDefaults",
        ["OpenTelemetry.Extensions.Hosting"] = "Pyner.ServiceDefaults",
        ["OpenTelemetry.Instrumentation.AspNetCore"] = "Pyner.ServiceDefaults",
        ["OpenTelemetry.Instrumentation.Http"] = "Pyner.ServiceDefaults",
        ["OpenTelemetry.Instrumentation.Runtime"] = "Pyner.ServiceDefaults",
    };

    [Fact]
    public void Every_project_has_its_layer() =>
        Assert.Equal(s_allowed.Keys.Order(StringComparer.Ordinal), SourceProject.All.Select(project => project.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_refers_only_to_layers_below() =>
        Assert.All(SourceProject.All, project => Assert.Empty(project.Projects.Except(s_allowed[project.Name])));

    [Fact]
    public void A_package_is_used_by_its_project_only() =>
        Assert.All(
            SourceProject.All,
            project => Assert.All(project.Packages.Except(s_anyUser), package => Assert.Equal(project.Name, s_onlyUser.GetValueOrDefault(package))));

    [Theory]
    [InlineData("Pyner.Verification")]
    [InlineData("Pyner.Corpus")]
    public void What_checks_the_others_shares_no_code_with_them(string name)
    {
        SourceProject project = Assert.Single(SourceProject.All, project => project.Name == name);
        Assert.Empty(project.Projects);
        Assert.Empty(project.LinkedSources);
    }
}
