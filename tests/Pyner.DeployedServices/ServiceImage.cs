using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pyner.TestData;
using Pyner.Testing;

namespace Pyner.DeployedServices;

/// <summary>The image that <c>dotnet publish -t:PublishContainer</c> would make of a project, as MSBuild evaluates it.</summary>
public sealed record ServiceImage
{
    private static readonly ConcurrentDictionary<string, Lazy<ServiceImage>> s_evaluated = new();

    private static readonly string[] s_properties =
        ["ContainerRepository", "ContainerBaseImage", "ContainerUser", "ContainerRuntimeIdentifier", "RuntimeIdentifier", "SelfContained", "Version"];

    private static readonly string[] s_items = ["ContainerImageTags", "ContainerPort", "ContainerLabel", "ContainerEnvironmentVariable", "ContainerAppCommand"];

    private ServiceImage()
    {
    }

    /// <summary>Its name, without registry and tag.</summary>
    public required string Repository { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The image that it is made of, with registry and tag.</summary>
    public required string BaseImage { get; init; }

    public required string User { get; init; }

    public required string RuntimeIdentifier { get; init; }

    /// <summary>Whether it brings .NET along, so that its base image need not have it.</summary>
    public required bool IsSelfContained { get; init; }

    /// <summary>The product's version.</summary>
    public required string Version { get; init; }

    /// <summary>What it runs.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required IReadOnlyList<int> Ports { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The image of a project below <c>src</c>.</summary>
    /// <param name="project">The project's name.</param>
    /// <exception cref="InvalidOperationException">MSBuild can't evaluate it.</exception>
    public static ServiceImage Of(string project) => s_evaluated.GetOrAdd(project, name => new Lazy<ServiceImage>(() => Evaluate(name))).Value;

    private static ServiceImage Evaluate(string project)
    {
        using var evaluated = JsonDocument.Parse(RunMSBuild(Path.Combine(RealDocuments.RepositoryRoot, "src", project, project + ".csproj")));
        JsonElement properties = evaluated.RootElement.GetProperty("Properties");
        JsonElement items = evaluated.RootElement.GetProperty("Items");
        return new ServiceImage
        {
            Repository = Text("ContainerRepository"),
            Tags = Identities("ContainerImageTags"),
            BaseImage = Text("ContainerBaseImage"),
            User = Text("ContainerUser"),
            RuntimeIdentifier = Text("ContainerRuntimeIdentifier"),
            IsSelfContained = Text("SelfContained") == "true" && Text("RuntimeIdentifier") == Text("ContainerRuntimeIdentifier"),
            Version = Text("Version"),
            Command = Identities("ContainerAppCommand"),
            Ports = [.. Identities("ContainerPort").Select(port => int.Parse(port, CultureInfo.InvariantCulture))],
            Labels = Values("ContainerLabel"),
            Environment = Values("ContainerEnvironmentVariable"),
        };

        string Text(string name) => properties.GetProperty(name).GetString()!;

        string[] Identities(string name) => [.. items.GetProperty(name).EnumerateArray().Select(Identity)];

        Dictionary<string, string> Values(string name) =>
            items.GetProperty(name).EnumerateArray().ToDictionary(Identity, item => item.GetProperty("Value").GetString()!);

        static string Identity(JsonElement item) => item.GetProperty("Identity").GetString()!;
    }

    private static string RunMSBuild(string project)
    {
        // As `dotnet publish` has it.
        var start = new ProcessStartInfo(
            "dotnet",
            ["msbuild", project, "-nologo", "-nodeReuse:false", "-target:ComputeContainerConfig", "-property:_IsPublishing=true",
                "-getProperty:" + string.Join(',', s_properties), "-getItem:" + string.Join(',', s_items)]);
        // The settings of the build that runs a test are not those of the one that it starts.
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(variable);
        var run = ToolRun.Of(start);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"{project} can't be evaluated: {run.Output}{run.Error}");
    }
}
