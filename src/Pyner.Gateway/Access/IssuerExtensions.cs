using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Pyner.Gateway.Access;

/// <summary>Sets up that an issuer's tokens let in.</summary>
internal static class IssuerExtensions
{
    // How long an issuer may take to answer.
    private static readonly TimeSpan s_issuerTime = TimeSpan.FromSeconds(5);

    /// <summary>Adds it.</summary>
    /// <exception cref="ServiceConfigurationException">The file of its keys can't be used.</exception>
    public static void AddIssuer(this AuthenticationBuilder authentication, IssuerOptions issuer)
    {
        IServiceCollection services = authentication.Services;
        authentication.AddJwtBearer(jwt => Configure(jwt, issuer));
        if (issuer.KeysFile is string path)
        {
            // Read before anything runs, so that it is said where it can't be.
            services.AddSingleton(IssuerKeys.Open(path));
            services.AddSingleton<IssuerKeys>();
            services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IssuerKeys>((jwt, keys) =>
                jwt.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => keys.Now);
            return;
        }
        services.AddSingleton<IssuerContact>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IssuerContact>((jwt, contact) =>
        {
            jwt.Authority = issuer.Issuer.OriginalString;
            jwt.RequireHttpsMetadata = !issuer.Issuer.IsLoopback;
            jwt.BackchannelTimeout = s_issuerTime;
            jwt.Events.OnMessageReceived = contact.RequireAsync;
        });
    }

    private static void Configure(JwtBearerOptions jwt, IssuerOptions issuer)
    {
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer.OriginalString,
            ValidAudience = issuer.Audience,
            // Signed with a private key: what everybody may know must not be good for signing.
            ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
                SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
                SecurityAlgorithms.EcdsaSha512,
            ],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "sub",
            RoleClaimType = ClaimTypes.Role,
        };
        jwt.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                AddRoles((ClaimsIdentity)context.Principal!.Identity!, issuer);
                return Task.CompletedTask;
            },
        };
    }

    // The gateway's own names, whatever the issuer calls them.
    private static void AddRoles(ClaimsIdentity identity, IssuerOptions issuer)
    {
        foreach (Claim claim in identity.FindAll(ClaimTypes.Role).ToArray())
            identity.RemoveClaim(claim);
        string[] roles = [.. identity.FindAll(issuer.RolesClaim).SelectMany(claim => claim.Value.Split(' '))];
        if (roles.Contains(issuer.OperateRole))
            identity.AddClaim(new Claim(ClaimTypes.Role, AccessPolicies.Operate));
        if (roles.Contains(issuer.ReadRole))
            identity.AddClaim(new Claim(ClaimTypes.Role, AccessPolicies.Read));
    }
}
